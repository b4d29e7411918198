package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkClaims checks a payload whose signature is verified, in the profile's order: C1, C2, C5, C9, C3, C4, C8, C7, C6.
func (v *Verifier) checkClaims(claims map[string]any, now float64) (Principal, error) {
	if reason := checkShape(claims); reason != "" {
		return Principal{}, refuse(reason)
	}
	iat, exp := claims["iat"].(float64), claims["exp"].(float64)
	nbf, hasNbf := claims["nbf"].(float64)
	switch {
	case claims["iss"] != v.issuer:
		return Principal{}, refuse("iss")
	case !slices.Contains(audiences(claims["aud"]), v.audience):
		return Principal{}, refuse("aud")
	case exp <= iat || exp-iat > 3600:
		return Principal{}, refuse("lifetime")
	case iat > now+v.leeway || hasNbf && nbf > now+v.leeway:
		return Principal{}, refuse("not_yet")
	case now >= exp+v.leeway:
		return Principal{}, Refusal{"token_expired", "expired"}
	}
	principal := Principal{UserID: claims["sub"].(string), SessionID: claims["sid"].(string)}
	if scope, _ := claims["scope"].(string); scope != "" {
		principal.Scopes = slices.Compact(slices.Sorted(strings.SplitSeq(scope, " ")))
	}
	return principal, nil
}

// checkShape gives the word for what is missing or of the wrong kind, "" when all is well.
func checkShape(claims map[string]any) string {
	for _, name := range []string{"iss", "aud", "sub", "sid", "jti", "iat", "exp"} {
		if _, there := claims[name]; !there {
			return "claim_missing"
		}
	}
	if _, isText := claims["iss"].(string); !isText || audiences(claims["aud"]) == nil {
		return "claim_type"
	}
	for _, name := range []string{"sub", "sid", "jti"} {
		text, isText := claims[name].(string)
		if !isText {
			return "claim_type"
		}
		if n := utf8.RuneCountInString(text); n < 1 || n > 255 || strings.ContainsFunc(text, unicode.IsControl) {
			return "claim_value"
		}
	}
	for _, name := range []string{"iat", "exp", "nbf"} {
		value, there := claims[name]
		number, isNumber := value.(float64)
		if there && !(isNumber && number > -(1<<53) && number < 1<<53) {
			return "claim_type"
		}
	}
	value, there := claims["scope"]
	scope, isText := value.(string)
	if there && !isText {
		return "claim_type"
	}
	if scope != "" && slices.Contains(strings.Split(scope, " "), "") {
		return "claim_value"
	}
	return ""
}

// audiences gives the members of aud, nil when it is neither a string nor an array of strings.
func audiences(aud any) []string {
	if text, isText := aud.(string); isText {
		return []string{text}
	}
	array, isArray := aud.([]any)
	if !isArray {
		return nil
	}
	texts := make([]string, 0, len(array))
	for _, each := range array {
		text, isText := each.(string)
		if !isText {
			return nil
		}
		texts = append(texts, text)
	}
	return texts
}
