import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuthError } from "../../src/index.js";
import { parseCompact } from "../../src/jws.js";

/** The grammar on another road than the code's: what decoding and encoding gives back is canonical. */
function isCompact(text: string): boolean {
  const segments = text.split(".");
  const isSegment = (segment: string) =>
    segment !== "" && Buffer.from(segment, "base64url").toString("base64url") === segment;
  return segments.length === 3 && segments.every(isSegment) && Buffer.byteLength(text) <= 8192;
}

const segment = fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString("base64url"));
const noise = fc.oneof(
  { weight: 3, arbitrary: fc.constant("") },
  fc.constantFrom(..."AQgw019-_.=+/ \n\t%\u0000é．"),
  fc.string({ unit: "binary", maxLength: 2 }),
);

/** Nearly a token: two to four segments, with something put in somewhere. */
const nearly = fc
  .tuple(fc.array(segment, { minLength: 2, maxLength: 4 }), noise, fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([segments, extra, where]) => {
    const text = segments.join(".");
    const at = Math.floor(where * (text.length + 1));
    return text.slice(0, at) + extra + text.slice(at);
  });

/** At the edge of what is too long. */
const long = fc
  .tuple(fc.integer({ min: 8150, max: 8230 }), fc.constantFrom("A", "é"))
  .map(([length, last]) => `AAAA.${"A".repeat(length - 11)}.AAAA${last === "A" ? "" : last}`);

describe("parseCompact", () => {
  it("accepts exactly the texts of the grammar, and gives their segments", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 8, arbitrary: nearly }, long, fc.string()), (text) => {
        if (!isCompact(text)) {
          expect(() => parseCompact(text)).toThrow(AuthError);
          return;
        }
        accepted += 1;
        const { header, payload, signature, signingInput } = parseCompact(text);
        expect([header, payload, signature].join(".")).toBe(text);
        expect(`${signingInput}.${signature}`).toBe(text);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(200);
  });

  it("throws nothing but refusals, whatever it is given", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => parseCompact(value)).toThrow(AuthError);
      }),
    );
  });
});
