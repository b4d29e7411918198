package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"unicode/utf8"
)

var (
	errSyntax    = errors.New("not a JSON object that every parser reads alike")
	errDuplicate = errors.New("a member name is repeated")
	errNumber    = errors.New("a number is not finite")
)

const maxDepth = 16 // rule P3

// Every escape of a valid JSON text in turn: a pair, a lone surrogate, any other. Submatch 1 is the lone surrogate,
// which encoding/json replaces without a word.
var escapes = regexp.MustCompile(`\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F])|.)`)

// parseObject reads one JSON object (profile rules P1 to P4, C5). Unmarshal alone would keep the last of two
// members with one name, take "SUB" for "sub" in a struct, and let invalid UTF-8 through.
func parseObject(text []byte) (map[string]any, error) {
	if !utf8.Valid(text) || !json.Valid(text) {
		return nil, errSyntax
	}
	for _, match := range escapes.FindAllSubmatch(text, -1) {
		if match[1] != nil {
			return nil, errSyntax
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	value, err := readValue(decoder, 1)
	object, isObject := value.(map[string]any)
	if err == nil && !isObject {
		err = errSyntax
	}
	return object, err
}

// readValue reads the next value of a text that is known to be JSON: Token itself cannot fail.
func readValue(decoder *json.Decoder, depth int) (any, error) {
	token, _ := decoder.Token()
	if number, isNumber := token.(json.Number); isNumber {
		value, err := number.Float64()
		if err != nil {
			return nil, errNumber // 1e400
		}
		return value, nil
	}
	delimiter, isNested := token.(json.Delim)
	if !isNested {
		return token, nil
	}
	if depth > maxDepth {
		return nil, errSyntax
	}
	object, array := map[string]any{}, []any{}
	for decoder.More() {
		var name string
		if delimiter == '{' {
			token, _ := decoder.Token()
			name = token.(string)
			if _, repeated := object[name]; repeated {
				return nil, errDuplicate
			}
		}
		value, err := readValue(decoder, depth+1)
		if err != nil {
			return nil, err
		}
		object[name] = value
		array = append(array, value)
	}
	_, _ = decoder.Token() // the closing bracket
	if delimiter == '{' {
		return object, nil
	}
	return array, nil
}
