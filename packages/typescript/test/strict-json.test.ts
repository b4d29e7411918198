import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseObject, StrictJsonError } from "../src/strict-json.js";

const parse = (text: string) => parseObject(Buffer.from(text));

/** Why a text is refused, or undefined. */
function fault(text: string | Buffer): string | undefined {
  try {
    parseObject(Buffer.from(text as string));
    return undefined;
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    return error.fault;
  }
}

describe("parseObject", () => {
  it.each([
    ['{"a":1,"a":1}', "duplicate"],
    ['{"a":1,"\\u0061":2}', "duplicate"],
    ['{"a":[{"b":1,"b":2}]}', "duplicate"],
    ['{"__proto__":1,"__proto__":2}', "duplicate"],
    ['{"a":1e400}', "number"],
    ['{"a":[-1e999]}', "number"],
    ['{"a":"\\ud800"}', "surrogate"],
    ['{"\\udfff":1}', "surrogate"],
    [`{"a":${"[".repeat(16)}${"]".repeat(16)}}`, "depth"],
    ["[]", "syntax"],
    ["null", "syntax"],
    ["\ufeff{}", "syntax"],
    ["{a:1}", "syntax"],
    ["", "syntax"],
  ])("refuses %s: %s", (text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  // Parsers meet the faults of a text in different orders; the profile has one.
  it.each([
    ['{"a":1e400', "syntax"],
    ['{"a":1,"a":2', "syntax"],
    ["[1e400]", "syntax"],
    [`{"a":1e400,"b":${"[".repeat(16)}${"]".repeat(16)}}`, "depth"],
    ['{"a":1e400,"a":1}', "duplicate"],
    ['{"a":1e400,"b":{"c":1,"c":2}}', "duplicate"],
    ['{"a":"\\ud800","a":1}', "duplicate"],
    ['{"a":1e400,"b":"\\ud800"}', "surrogate"],
  ])("names the first fault of %s: %s", (text, expected) => {
    expect(fault(text)).toBe(expected);
  });

  it("refuses bytes that are not UTF-8", () => {
    expect(fault(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toBe("syntax");
  });

  it.each(['{"a":"{[:,\\":"}', '{"a":"\\\\","b":":"}', `{"a":${"[".repeat(15)}${"]".repeat(15)}}`])(
    "reads %s",
    (text) => {
      expect(parse(text)).toEqual(JSON.parse(text));
    },
  );

  it("gives __proto__ as a name like any other", () => {
    expect(Object.keys(parse('{"__proto__":{"sub":"x"}}'))).toEqual(["__proto__"]);
    expect(parse('{"__proto__":{"sub":"x"}}').sub).toBeUndefined();
  });

  it("reads back every object that JSON can write, up to its depth", () => {
    const values = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue({ maxDepth: 6 }));
    fc.assert(
      fc.property(values, (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("refuses every object that repeats a name, however it is written", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" });
    fc.assert(
      fc.property(name, fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (key, a, b) => {
        const quoted = JSON.stringify(key);
        const escaped = `"${[...key].map(escapeAll).join("")}"`;
        expect(
          fault(`{${quoted}:${JSON.stringify(a)},"x":[{${escaped}:1,${quoted}:${JSON.stringify(b)}}]}`),
        ).toBe("duplicate");
      }),
    );
  });

  it("throws nothing but its own error, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(fault(Buffer.from(bytes)) ?? "none").toMatch(
          /^(none|syntax|depth|duplicate|surrogate|number)$/,
        );
      }),
    );
  });
});

function escapeAll(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}
