import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkClaims } from "../../src/claims.js";
import { AuthError, TokenExpiredError } from "../../src/index.js";
import { identifier } from "./identifier.js";

type Members = Record<string, unknown>;

const NOW = 1_750_000_000;
const LEEWAY = 5;
const POLICY = { issuer: "https://app.example", audience: "todo-api", leeway: LEEWAY };
const NAMES = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"];

/** Seconds in quarters, which a double holds exactly. */
const quarters = (min: number, max: number) =>
  fc.integer({ min: Math.ceil(min * 4), max: Math.floor(max * 4) }).map((count) => count / 4);
const other = (value: string) => fc.string().filter((text) => text !== value);

const lifetime = quarters(0.25, 3600);
const audience = fc.oneof(
  fc.constant<string | string[]>(POLICY.audience),
  fc.tuple(fc.array(fc.string()), fc.array(fc.string())).map(([a, b]) => [...a, POLICY.audience, ...b]),
);
const scope = fc
  .array(fc.string({ minLength: 1 }).map((text) => text.replaceAll(" ", "-")))
  .map((all) => all.join(" "));

/** Claims that are right, by the way they are made. */
const right: fc.Arbitrary<Members> = lifetime
  .chain((life) =>
    fc.record({
      claims: fc.record(
        {
          sub: identifier,
          sid: identifier,
          jti: identifier,
          aud: audience,
          nbf: quarters(-9e15, NOW + LEEWAY),
          scope,
        },
        { requiredKeys: ["sub", "sid", "jti", "aud"] },
      ),
      age: quarters(-LEEWAY, life + LEEWAY - 0.25),
      life: fc.constant(life),
      extra: fc.dictionary(fc.string({ minLength: 6 }), fc.jsonValue({ maxDepth: 1 })),
    }),
  )
  .map(({ claims, age, life, extra }) => {
    const iat = NOW - age;
    return { ...extra, ...claims, iss: POLICY.issuer, iat, exp: iat + life };
  });

const noText = fc.constantFrom<unknown>(null, true, 0, 1.5, {}, [], ["x"]);
const noTime = fc.constantFrom<unknown>(null, true, "1750000000", [], {}, 2 ** 53, -(2 ** 53), Infinity, NaN);
const control = fc.oneof(fc.integer({ min: 0, max: 0x1f }), fc.integer({ min: 0x7f, max: 0x9f }));
const noIdentifier = fc.oneof(
  fc.constant(""),
  fc.constantFrom("x", "💥").map((each) => each.repeat(256)),
  fc.tuple(fc.string(), control, fc.string()).map(([a, code, b]) => a + String.fromCharCode(code) + b),
);
const ids = fc.constantFrom("sub", "sid", "jti");

/** One broken rule at a time: the word that names it, and what the claims are changed to. */
const WRONGS: Readonly<Record<string, fc.Arbitrary<Members>>> = {
  claim_missing: fc.constantFrom(...NAMES).map((name) => ({ [name]: undefined })),
  claim_type: fc.oneof(
    fc
      .tuple(fc.oneof(ids, fc.constantFrom("iss", "scope")), noText)
      .map(([name, value]) => ({ [name]: value })),
    fc.constantFrom<unknown>(null, true, 7, {}, [1], ["todo-api", null]).map((aud) => ({ aud })),
    fc.tuple(fc.constantFrom("iat", "exp", "nbf"), noTime).map(([name, value]) => ({ [name]: value })),
  ),
  claim_value: fc.oneof(
    fc.tuple(ids, noIdentifier).map(([name, value]) => ({ [name]: value })),
    fc.constantFrom(" ", " a", "a ", "a  b", "  ").map((text) => ({ scope: text })),
  ),
  iss: other(POLICY.issuer).map((iss) => ({ iss })),
  aud: fc.oneof(other(POLICY.audience), fc.array(other(POLICY.audience))).map((aud) => ({ aud })),
  lifetime: fc
    .oneof(quarters(-9e9, 0), quarters(3600.25, 9e9))
    .map((life) => ({ iat: NOW, exp: NOW + life })),
  not_yet: fc.oneof(
    quarters(NOW + LEEWAY + 0.25, NOW + 9e9).map((iat) => ({ iat, exp: iat + 60 })),
    quarters(NOW + LEEWAY + 0.25, NOW + 9e9).map((nbf) => ({ nbf })),
  ),
  expired: fc
    .tuple(quarters(-9e9, NOW - LEEWAY), lifetime)
    .map(([exp, life]) => ({ exp, iat: exp - life, nbf: exp - life })),
};

/** `"accepted"`, or the word of the refusal. */
function outcome(claims: Members, now = NOW, policy = POLICY): string {
  try {
    checkClaims(claims, policy, now);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AuthError)) throw error;
    expect(error instanceof TokenExpiredError).toBe(error.reason.startsWith("expired:"));
    return error.reason.split(":")[0] ?? "";
  }
}

describe("checkClaims", () => {
  it("accepts claims that are right, and gives them back as they are", () => {
    fc.assert(
      fc.property(right, (claims) => {
        const before = structuredClone(claims);
        expect(checkClaims(claims, POLICY, NOW)).toBe(claims);
        expect(claims).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it.each(Object.entries(WRONGS))("refuses claims of which one rule is broken: %s", (word, wrong) => {
    fc.assert(
      fc.property(right, wrong, (claims, change) => {
        expect(outcome({ ...claims, ...change })).toBe(word);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses for good what has expired, and accepts for one stretch of time at most", () => {
    fc.assert(
      fc.property(
        right,
        fc.array(quarters(-4000, 4000), { minLength: 3, maxLength: 3 }),
        (claims, moments) => {
          const order = { not_yet: 0, accepted: 1, expired: 2 } as Record<string, number>;
          const [a = 0, b = 0, c = 0] = moments
            .sort((x, y) => x - y)
            .map((at) => order[outcome(claims, NOW + at)]);
          expect(a <= b && b <= c).toBe(true);
        },
      ),
    );
  });

  it("takes a leeway for as many seconds of longer life at both ends", () => {
    fc.assert(
      fc.property(right, quarters(0, 60), quarters(-4000, 4000), (claims, leeway, at) => {
        const { iat, exp, nbf } = claims as { iat: number; exp: number; nbf?: number };
        fc.pre(exp - iat + 2 * leeway <= 3600);
        const longer = {
          ...claims,
          iat: iat - leeway,
          exp: exp + leeway,
          ...(nbf !== undefined && { nbf: nbf - leeway }),
        };
        expect(outcome(claims, NOW + at, { ...POLICY, leeway })).toBe(
          outcome(longer, NOW + at, { ...POLICY, leeway: 0 }),
        );
      }),
    );
  });
});
