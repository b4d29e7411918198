import fc from "fast-check";
import { expect, it } from "vitest";
import { readBearer } from "../../src/bearer.js";
import { AuthError } from "../../src/index.js";

const TOKEN = new Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/");

/** The profile's rules B1 and B2 without a regular expression: the token, or the word of the refusal. */
function model(value: string): { token: string } | string {
  if (value === "") return "no_credentials";
  if (isScheme(value)) return tokenOf(value) ?? "header_malformed";
  const [, ...joined] = value.split(",").map((part) => dropWhile(part, (each) => " \t".includes(each)));
  return joined.some(isScheme) ? "many_headers" : "other_scheme";
}

function isScheme(text: string): boolean {
  const next = text.charAt(6);
  return text.slice(0, 6).toLowerCase() === "bearer" && (next === "" || next === " " || next === "\t");
}

function tokenOf(value: string): { token: string } | undefined {
  const token = dropWhile(value.slice(6), (each) => each === " ");
  const rest = dropWhile(token, (each) => TOKEN.has(each));
  const isOne = rest !== token && dropWhile(rest, (each) => each === "=") === "";
  return isOne && value.charAt(6) === " " ? { token } : undefined;
}

function dropWhile(text: string, admits: (each: string) => boolean): string {
  let start = 0;
  while (start < text.length && admits(text.charAt(start))) start += 1;
  return text.slice(start);
}

const scheme = fc.oneof(
  { weight: 4, arbitrary: fc.mixedCase(fc.constant("bearer")) },
  fc.constantFrom("Bearer", "Basic", "Bearerx", "", "Bеarer", "Bear er"),
);
const gap = fc.constantFrom(" ", " ", "  ", "", "\t", " \t", "\u00a0", "\n");
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: fc.constantFrom(..."aZ0-._~+/="), maxLength: 8 }) },
  fc.string({ unit: fc.constantFrom(..."aZ0-._~+/=, \té"), maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 4 }),
);
const one = fc.tuple(scheme, gap, text, fc.constantFrom("", "", "", " ")).map((parts) => parts.join(""));
const values = fc.oneof(
  { weight: 4, arbitrary: one },
  fc.tuple(one, fc.constantFrom(",", ", ", ",\t"), one).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
);

it("gives the token, or the refusal, that the rules do, whatever the header", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(values, (value) => {
      const expected = model(value);
      let outcome: unknown;
      try {
        outcome = { token: readBearer(value) };
      } catch (error) {
        if (!(error instanceof AuthError)) throw error;
        outcome = error.reason.split(":")[0];
        expect(error.code).toBe(
          outcome === "no_credentials" || outcome === "other_scheme" ? "token_missing" : "token_invalid",
        );
      }
      expect(outcome).toEqual(expected);
      seen.add(typeof expected === "string" ? expected : "token");
    }),
    { numRuns: 5000 },
  );
  expect(seen).toEqual(
    new Set(["token", "no_credentials", "other_scheme", "header_malformed", "many_headers"]),
  );
});
