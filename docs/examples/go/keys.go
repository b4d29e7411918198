package main

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
)

// deriveKey gives the HS256 key of one API and the key's id (profile rules K2, K3).
func deriveKey(secret, audience string) (key []byte, kid string) {
	expand := func(purpose string, length int) []byte {
		info := purpose + "/HS256/" + audience
		out, err := hkdf.Key(sha256.New, []byte(secret), []byte("jwt-auth-bridge/v1"), info, length)
		if err != nil {
			panic(err) // only for a length that HKDF cannot give
		}
		return out
	}
	return expand("access-token", 32), base64.RawURLEncoding.EncodeToString(expand("key-id", 8))
}
