import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLines } from "../../src/revocation-feed/lines.js";

/** The lines of these bytes, however they come apart. */
function linesOf(chunks: readonly Uint8Array[]): string[] {
  const lines = createLines();
  return chunks.flatMap((chunk) => lines.push(chunk).map(String));
}

describe("lines", () => {
  it("are the same, however the bytes come apart", () => {
    const cuts = fc.array(fc.nat(400));
    const texts = fc.array(
      fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\n")),
    );
    fc.assert(
      fc.property(texts, cuts, (all, at) => {
        const bytes = Buffer.from(all.map((text) => `${text}\n`).join(""));
        const ends = [...new Set(at.map((cut) => Math.min(cut, bytes.length)))].sort((a, b) => a - b);
        const chunks = [0, ...ends].map((from, index) => bytes.subarray(from, ends[index] ?? bytes.length));
        expect(linesOf(chunks)).toEqual(all);
      }),
    );
  });

  it("are complete with their line feed alone", () => {
    expect(linesOf([Buffer.from("a\nb")])).toEqual(["a"]);
  });

  it.each([
    ["complete", `${"x".repeat(8193)}\n`],
    ["not yet complete", "x".repeat(8193)],
    ["behind another", `a\n${"x".repeat(8193)}`],
  ])("have at most 8192 bytes: %s", (_, text) => {
    expect(() => linesOf([Buffer.from(text)])).toThrow("a line has more than 8192 bytes");
    expect(() => linesOf([...Buffer.from(text)].map((byte) => Uint8Array.of(byte)))).toThrow();
  });

  it("may have 8192", () => {
    expect(linesOf([Buffer.from(`${"x".repeat(8192)}\n`)])[0]).toHaveLength(8192);
  });
});
