import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readBearer } from "../src/bearer.js";
import { AuthError, TokenInvalidError, TokenMissingError } from "../src/index.js";

describe("readBearer", () => {
  it("finds the token in any case, after any number of spaces", () => {
    const token = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_."), minLength: 1 });
    const scheme = fc.mixedCase(fc.constant("bearer"));
    fc.assert(
      fc.property(scheme, fc.integer({ min: 1, max: 9 }), token, (word, spaces, text) => {
        expect(readBearer(`${word}${" ".repeat(spaces)}${text}`)).toBe(text);
      }),
    );
  });

  it("never gives a token with white space or a comma in it, and throws nothing but refusals", () => {
    const texts = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."Bearer ,.\ta=") }));
    fc.assert(
      fc.property(texts, (text) => {
        for (const value of [text, `Bearer ${text}`]) {
          try {
            expect(readBearer(value)).not.toMatch(/[\s,]/);
          } catch (error) {
            expect(error).toBeInstanceOf(AuthError);
          }
        }
      }),
    );
  });

  it("refuses two headers, also two of the same", () => {
    expect(() => readBearer(["Bearer a", "Bearer a"])).toThrow(/^many_headers: /);
    expect(readBearer(["Bearer a"])).toBe("a");
    expect(() => readBearer([])).toThrow(/^no_credentials: /);
  });

  it("takes no time over a long run of spaces", () => {
    const started = performance.now();
    expect(() => readBearer(`Bearer ${" ".repeat(200_000)}!`)).toThrow(/^header_malformed: /);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each(["Bearer ", "bearer ", "Bearer  "])(
    "after %j takes each character of a token, and no other",
    (scheme) => {
      const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
      for (let code = 0; code < 0x200; code += 1) {
        const character = String.fromCharCode(code);
        const read = () => readBearer(`${scheme}a${character}b`);
        if (letters.includes(character)) expect(read()).toBe(`a${character}b`);
        else expect(read).toThrow(TokenInvalidError);
      }
    },
  );

  const MANY = new TokenInvalidError("many_headers: more than one Authorization header");
  const MALFORMED = new TokenInvalidError("header_malformed: not one token after Bearer");

  it.each([
    [undefined, new TokenMissingError("no_credentials: no Authorization header")],
    ["", new TokenMissingError("no_credentials: no Authorization header")],
    ["Basic YTpi", new TokenMissingError("other_scheme: the scheme is not Bearer")],
    ["Bearertoken", new TokenMissingError("other_scheme: the scheme is not Bearer")],
    ["Bearer", MALFORMED],
    ["Bearer\ttoken", MALFORMED],
    ["Bearer a b", MALFORMED],
    [["Bearer a", ""], MANY],
    ["Basic YTpi, Bearer a", MANY],
    ["Basic YTpi,bearer", MANY],
    ["Basic YTpi, Bearer, Basic YTpi", MANY],
  ])("refuses %j with its class and its whole sentence", (value, error) => {
    expect(() => readBearer(value)).toThrow(error);
    expect(() => readBearer(value)).toThrow(error.constructor as typeof AuthError);
  });
});
