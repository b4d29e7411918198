import { createHmac, createSecretKey } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { macOf } from "../src/hmac.js";
import { hasMac, makeKey, sign } from "../src/hmac-key.js";

const key = makeKey("kid", Buffer.alloc(32, 7));
const text = "header.payload";
const signature = sign(key, text);

it("is HMAC-SHA256, as node:crypto has it, for every key and text", () => {
  // A block of SHA-256 has 64 bytes.
  const bytes = fc
    .constantFrom(1, 32, 63, 64, 65, 200)
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length }));
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.nat(5000).map((length) => "a".repeat(length)),
    fc.constantFrom("\u{1f600}", "\ud800", "\u00e9").map((each) => each.repeat(2047)),
  );
  fc.assert(
    fc.property(bytes, fc.array(anyText), (raw, texts) => {
      const secret = createSecretKey(raw);
      for (const each of texts) {
        const expected = createHmac("sha256", secret).update(each).digest("base64url");
        expect(macOf(secret)(each)).toBe(expected);
      }
    }),
  );
});

it("lets nobody see the key", () => {
  for (const shown of [
    inspect(key, { depth: 9, showHidden: true }),
    JSON.stringify(key),
    String(macOf(key.material)),
  ])
    expect(shown).not.toMatch(/(?:07|7, ?){8}|BwcHBw|1111|3131/);
});

describe("hasMac", () => {
  it("takes the signature, whichever was compared before", () => {
    for (const other of ["", "A".repeat(43), signature]) {
      hasMac(key, text, other);
      expect(hasMac(key, text, signature)).toBe(true);
      expect(hasMac(key, `${text}x`, signature)).toBe(false);
    }
  });

  it("takes no other text, after the right one either", () => {
    const spoiled = Array.from(signature, (_, at) =>
      ["A", "\u00e9", "\u0141", "\u{1f600}", ""].map(
        (each) => signature.slice(0, at) + each + signature.slice(at + 1),
      ),
    );
    const others = [
      ...spoiled.flat(),
      `${signature}A`,
      ` ${signature}`,
      signature.slice(1),
      `${signature.slice(0, 41)}\u{1f600}`,
    ];
    for (const other of others.filter((each) => each !== signature)) {
      expect(hasMac(key, text, signature)).toBe(true);
      expect(hasMac(key, text, other)).toBe(false);
    }
  });
});
