import fc from "fast-check";
import { expect, it } from "vitest";
import { decode, isCanonical } from "../../src/base64url.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

it("has no two texts that decode alike", () => {
  const text = fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: 1, maxLength: 5 });
  const written = new Map<string, string>();
  fc.assert(
    fc.property(text, fc.constantFrom(...ALPHABET), (start, last) => {
      for (const each of [start, start.slice(0, -1) + last, start + last]) {
        if (!isCanonical(each)) continue;
        const bytes = decode(each).toString("hex");
        expect(written.get(bytes) ?? each).toBe(each);
        written.set(bytes, each);
      }
    }),
    { numRuns: 5000 },
  );
});

it("has one text of each length for each last bits: of 64 letters at the end, 64, 4 or 16 are admitted", () => {
  const admitted = (start: string) => [...ALPHABET].filter((last) => isCanonical(start + last)).length;
  expect(["", "A", "AA", "AAA", "AAAA"].map(admitted)).toEqual([0, 4, 16, 64, 0]);
});
