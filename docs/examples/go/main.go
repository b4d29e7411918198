// Answers questions on standard input, one a line, so that the vectors of conformance/ can be put to it:
//
//	key <secret> <audience>  ->  <key, hexadecimal> <kid>
//	token <now> <token>      ->  valid <user id> <session id> <scopes, sorted>, or: invalid <code> <reason>
//
// Texts are base64url, "-" before each so that none is empty. Arguments: issuer, audience, leeway, secrets.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
)

func main() {
	leeway, err := strconv.ParseFloat(os.Args[3], 64)
	if err != nil {
		panic(err)
	}
	verifier := NewVerifier(os.Args[1], os.Args[2], leeway, os.Args[4:]...)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		fmt.Println(answer(verifier, strings.Fields(lines.Text())))
	}
}

func answer(verifier *Verifier, question []string) string {
	if question[0] == "key" {
		key, kid := deriveKey(decode(question[1]), decode(question[2]))
		return hex.EncodeToString(key) + " " + kid
	}
	now, err := strconv.ParseFloat(question[1], 64)
	if err != nil {
		panic(err)
	}
	principal, err := verifier.Verify(decode(question[2]), now)
	var refusal Refusal
	if errors.As(err, &refusal) {
		return "invalid " + refusal.Code + " " + refusal.Reason
	}
	scopes := strings.Join(principal.Scopes, " ")
	return "valid " + encode(principal.UserID) + " " + encode(principal.SessionID) + " " + encode(scopes)
}

func encode(text string) string { return "-" + base64.RawURLEncoding.EncodeToString([]byte(text)) }

func decode(text string) string {
	bytes, err := base64.RawURLEncoding.DecodeString(text[1:])
	if err != nil {
		panic(err)
	}
	return string(bytes)
}
