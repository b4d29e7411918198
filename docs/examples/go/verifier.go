package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
)

// Principal is the caller that an accepted token speaks for.
type Principal struct {
	UserID, SessionID string
	Scopes            []string
}

// Refusal is the only error of Verify. Code goes into the answer, Reason into the log alone.
type Refusal struct{ Code, Reason string }

func (r Refusal) Error() string { return r.Reason }

func refuse(reason string) Refusal { return Refusal{"token_invalid", reason} }

// Verifier checks access tokens of profile v1 for one API.
type Verifier struct {
	issuer, audience string
	leeway           float64
	keys             map[string][]byte // by kid
}

// NewVerifier takes every secret that tokens may be signed under; the leeway is in seconds.
func NewVerifier(issuer, audience string, leeway float64, secrets ...string) *Verifier {
	keys := map[string][]byte{}
	for _, secret := range secrets {
		key, kid := deriveKey(secret, audience)
		keys[kid] = key
	}
	return &Verifier{issuer, audience, leeway, keys}
}

var (
	compact   = regexp.MustCompile(`^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$`)
	canonical = base64.RawURLEncoding.Strict() // refuses unused bits; line ends it would skip, so the grammar comes first
)

// Verify gives the caller, or a Refusal. now is in seconds since 1970.
func (v *Verifier) Verify(token string, now float64) (Principal, error) {
	header, payload, signature, err := split(token)
	if err != nil {
		return Principal{}, err
	}
	key, err := v.findKey(header)
	if err != nil {
		return Principal{}, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token[:strings.LastIndexByte(token, '.')]))
	if !hmac.Equal(mac.Sum(nil), signature) {
		return Principal{}, refuse("signature") // S1, before the payload is parsed
	}
	claims, err := parsePayload(payload)
	if err != nil {
		return Principal{}, err
	}
	return v.checkClaims(claims, now)
}

// split decodes the three segments of a token that is short enough and in the one spelling it may have.
func split(token string) (header, payload, signature []byte, err error) {
	if len(token) > 8192 {
		return nil, nil, nil, refuse("too_long") // T1
	}
	if !compact.MatchString(token) {
		return nil, nil, nil, refuse("grammar") // T2
	}
	var parts [3][]byte
	for i, segment := range strings.Split(token, ".") {
		if parts[i], err = canonical.DecodeString(segment); err != nil {
			return nil, nil, nil, refuse("grammar") // T3
		}
	}
	return parts[0], parts[1], parts[2], nil
}

func parsePayload(text []byte) (map[string]any, error) {
	claims, found := parseObject(text)
	switch found {
	case syntax, surrogate:
		return nil, refuse("payload_json") // P1, P3, P4
	case duplicate:
		return nil, refuse("payload_duplicate") // P2
	case number:
		return nil, refuse("claim_type") // C5
	}
	return claims, nil
}

// findKey reads a header (profile rules H1 to H4). The algorithm is the key's; the token only has to agree.
func (v *Verifier) findKey(text []byte) ([]byte, error) {
	header, found := parseObject(text)
	if found != sound {
		return nil, refuse("header_json")
	}
	alg, hasAlg := header["alg"].(string)
	typ, hasTyp := header["typ"].(string)
	kid, hasKid := header["kid"].(string)
	key, known := v.keys[kid]
	switch {
	case len(header) != 3 || !hasAlg || !hasTyp || !hasKid:
		return nil, refuse("header_members")
	case alg != "HS256":
		return nil, refuse("alg")
	case typ != "at+jwt":
		return nil, refuse("typ")
	case !known:
		return nil, refuse("kid_unknown")
	}
	return key, nil
}
