import fc from "fast-check";
import { expect, it } from "vitest";
import { type JsonFault, parseObject, StrictJsonError } from "../../src/strict-json.js";

/** A piece of JSON, and what is wrong with it by the way it was made. */
interface Piece {
  readonly text: string;
  readonly depth: number;
  readonly faults: readonly JsonFault[];
}

const space = fc.constantFrom("", "", " ", "\n\t");
const unit = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  fc.constantFrom("a", "b", '"', "\\", ":", ",", "{", "[", "]", "}", "\u0000"),
);
/** Half of a pair, which is whole again when the other half comes next. */
const half = fc.constantFrom("\ud83d", "\ude00");

const string = fc
  .tuple(
    fc.array(fc.oneof({ weight: 30, arbitrary: unit }, half), { maxLength: 4 }),
    fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  )
  .map(([units, escaped]) => {
    const value = units.join("");
    const text = value.split("").map((each, index) => write(each, escaped[index % 8] === true));
    const isWhole = Buffer.from(value).toString() === value;
    return { value, text: `"${text.join("")}"`, depth: 0, faults: isWhole ? [] : (["surrogate"] as const) };
  });

function write(unit: string, escaped: boolean): string {
  const isHalf = unit >= "\ud800" && unit <= "\udfff";
  if (!escaped && !isHalf) return JSON.stringify(unit).slice(1, -1);
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

const scalar: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 10, arbitrary: string },
  {
    weight: 20,
    arbitrary: fc
      .constantFrom("0", "-0", "1e308", "-1.5E-9", "123456789012345678901", "true", "false", "null", "1e-999")
      .map((text) => ({ text, depth: 0, faults: [] })),
  },
  fc
    .constantFrom("1e400", "-1e309", "9".repeat(400))
    .map((text) => ({ text, depth: 0, faults: ["number"] as const })),
);

const { object } = fc.letrec<{ object: Piece; array: Piece; value: Piece }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: scalar }, tie("object"), tie("array")),
  object: fc
    .array(fc.tuple(string, tie("value"), space), { maxLength: 4 })
    .map((members) => objectOf(members)),
  array: fc
    .tuple(fc.array(tie("value"), { maxLength: 3 }), fc.constantFrom(0, 0, 0, 12, 13, 14, 15, 16))
    .map(([items, extra]) => arrayOf(items, extra)),
}));

function objectOf(members: readonly (readonly [{ value: string } & Piece, Piece, string])[]): Piece {
  const names = members.map(([name]) => name.value);
  const isRepeated = names.some((name, index) => names.indexOf(name) !== index);
  const text = members.map(([name, value, gap]) => `${gap}${name.text}${gap}:${gap}${value.text}${gap}`);
  return enclose(
    `{${text.join(",")}}`,
    [...members.map(([name]) => name), ...members.map(([, value]) => value)],
    1,
    isRepeated,
  );
}

function arrayOf(items: readonly Piece[], extra: number): Piece {
  const text = `[${items.map((item) => item.text).join(",")}]`;
  return enclose("[".repeat(extra) + text + "]".repeat(extra), items, 1 + extra, false);
}

function enclose(text: string, inner: readonly Piece[], levels: number, isRepeated: boolean): Piece {
  const faults = inner.flatMap((piece) => piece.faults);
  const depth = levels + Math.max(0, ...inner.map((piece) => piece.depth));
  return { text, depth, faults: isRepeated ? [...faults, "duplicate"] : faults };
}

it("reads what JSON.parse reads, and refuses each fault that was put in", () => {
  const seen: Record<string, number> = {};
  fc.assert(
    fc.property(object, ({ text, depth, faults }) => {
      const expected = depth > 16 ? [...faults, "depth"] : faults;
      let outcome: unknown;
      try {
        outcome = parseObject(Buffer.from(text));
      } catch (error) {
        if (!(error instanceof StrictJsonError)) throw error;
        expect(expected).toContain(error.fault);
        seen[error.fault] = (seen[error.fault] ?? 0) + 1;
        return;
      }
      expect(expected).toEqual([]);
      expect(outcome).toEqual(JSON.parse(text));
      seen.none = (seen.none ?? 0) + 1;
    }),
    { numRuns: 4000 },
  );
  for (const kind of ["none", "duplicate", "surrogate", "number", "depth"]) {
    expect([kind, (seen[kind] ?? 0) > 20]).toEqual([kind, true]);
  }
});
