import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decode, encode, isCanonical } from "../src/base64url.js";

describe("base64url", () => {
  it("reads back what it wrote", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const text = encode(bytes);
        expect(isCanonical(text)).toBe(true);
        expect(new Uint8Array(decode(text))).toEqual(bytes);
      }),
    );
  });

  it("accepts exactly the texts that it would write", () => {
    const letters = fc.constantFrom(..."ABCDQgwkosAEIM048zZ-_=+/ .");
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 9 }), (text) => {
        expect(isCanonical(text)).toBe(encode(decode(text)) === text);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(["", "A", "AAAAA", "AB", "AAB", "AA==", "A+AA", "AA\n", "ＡA"])("refuses %j", (text) => {
    expect(isCanonical(text)).toBe(false);
  });
});
