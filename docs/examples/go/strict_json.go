package main

import (
	"bytes"
	"encoding/json"
	"regexp"
	"unicode/utf8"
)

// fault says why a text was refused. Of several the greatest counts, as in the profile.
type fault int

const (
	sound     fault = iota
	number          // one that no double can hold (C5)
	surrogate       // half a pair (P4)
	duplicate       // a member twice (P2)
	syntax          // not one JSON object, or one too deep (P1, P3)
)

const maxDepth = 16

// Every escape of a valid JSON text in turn: a pair, a lone surrogate, any other. Submatch 1 is the lone surrogate,
// which encoding/json replaces without a word.
var escapes = regexp.MustCompile(`\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|(u[dD][89a-fA-F])|.)`)

// parseObject reads one JSON object. Unmarshal alone would keep the last of two members with one name, take "SUB"
// for "sub" in a struct, and let invalid UTF-8 through.
func parseObject(text []byte) (map[string]any, fault) {
	if !utf8.Valid(text) || !json.Valid(text) || depth(text) > maxDepth {
		return nil, syntax
	}
	r := reader{newDecoder(text), sound}
	object, isObject := r.value().(map[string]any)
	if !isObject {
		return nil, syntax
	}
	for _, match := range escapes.FindAllSubmatch(text, -1) {
		if match[1] != nil {
			r.note(surrogate)
		}
	}
	return object, r.worst
}

// newDecoder keeps numbers as text: as a float64 the decoder itself would stop at 1e400.
func newDecoder(text []byte) *json.Decoder {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	return decoder
}

// depth says how deep a valid JSON text nests.
func depth(text []byte) (deepest int) {
	decoder := newDecoder(text)
	for now := 0; ; deepest = max(deepest, now) {
		token, err := decoder.Token()
		if err != nil {
			return deepest // the end
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			now++
		case json.Delim('}'), json.Delim(']'):
			now--
		}
	}
}

// reader walks a text that is known to be JSON, so that no call of Token fails.
type reader struct {
	*json.Decoder
	worst fault
}

func (r *reader) note(found fault) { r.worst = max(r.worst, found) }

func (r *reader) value() any {
	token, _ := r.Token()
	switch token := token.(type) {
	case json.Number:
		value, err := token.Float64()
		if err != nil {
			r.note(number) // 1e400
		}
		return value
	case json.Delim:
		defer r.Token() // the closing bracket
		if token == '{' {
			return r.members()
		}
		array := []any{}
		for r.More() {
			array = append(array, r.value())
		}
		return array
	}
	return token
}

func (r *reader) members() map[string]any {
	object := map[string]any{}
	for r.More() {
		token, _ := r.Token()
		name := token.(string)
		if _, repeated := object[name]; repeated {
			r.note(duplicate)
		}
		object[name] = r.value()
	}
	return object
}
