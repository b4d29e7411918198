import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkClaims } from "../src/claims.js";
import { AuthError, TokenExpiredError, TokenInvalidError } from "../src/index.js";

const POLICY = { issuer: "https://app.example", audience: "todo-api", leeway: 5 };
const NOW = 1_750_000_000;
const GOOD = {
  iss: POLICY.issuer,
  aud: POLICY.audience,
  sub: "u",
  sid: "s",
  jti: "j",
  iat: NOW,
  exp: NOW + 300,
};

describe("checkClaims", () => {
  it("throws nothing but refusals, whatever the claims", () => {
    const names = fc.constantFrom("iss", "aud", "sub", "sid", "jti", "iat", "exp", "nbf", "scope", "other");
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (claims) => {
        try {
          checkClaims(claims as Record<string, unknown>, POLICY, NOW);
        } catch (error) {
          expect(error).toBeInstanceOf(AuthError);
        }
      }),
    );
  });

  it("accepts no claims of which one has been changed to another kind", () => {
    const name = fc.constantFrom(...Object.keys(GOOD));
    const value = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.constant({}),
      fc.constant([1]),
      fc.constant(""),
    );
    fc.assert(
      fc.property(name, value, (key, other) => {
        expect(() => checkClaims({ ...GOOD, [key]: other }, POLICY, NOW)).toThrow(AuthError);
      }),
    );
  });

  it("accepts a token exactly from its issue to its expiry, give or take the leeway", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -400, max: 400 }),
        fc.integer({ min: 1, max: 350 }),
        (offset, lifetime) => {
          const claims = { ...GOOD, exp: NOW + lifetime };
          const accepted = offset >= -5 && offset < lifetime + 5;
          const check = () => checkClaims(claims, POLICY, NOW + offset);
          if (accepted) expect(check()).toBe(claims);
          else expect(check).toThrow(AuthError);
        },
      ),
    );
  });

  it("refuses at the first moment of expiry and accepts just before", () => {
    expect(() => checkClaims({ ...GOOD }, POLICY, NOW + 305)).toThrow(/^expired: /);
    expect(checkClaims({ ...GOOD }, POLICY, NOW + 304.999)).toBeDefined();
  });

  it.each([
    ...Object.keys(GOOD).map((name) => [{ [name]: undefined }, `claim_missing: ${name}`] as const),
    [{ iss: 7 }, "claim_type: iss is not a string"],
    [{ aud: [POLICY.audience, 7] }, "claim_type: aud is neither a string nor an array of strings"],
    ...["sub", "sid", "jti"].flatMap((name) => [
      [{ [name]: 7 }, `claim_type: ${name} is not a string`] as const,
      [{ [name]: "" }, `claim_value: ${name} is empty, too long or holds control characters`] as const,
    ]),
    ...["iat", "exp", "nbf"].flatMap((name) =>
      ["7", 2 ** 53, -(2 ** 53)].map(
        (value) => [{ [name]: value }, `claim_type: ${name} is not a number of seconds`] as const,
      ),
    ),
    [{ scope: ["a"] }, "claim_type: scope is not a string"],
    [{ scope: undefined }, "claim_type: scope is not a string"],
    [{ scope: "a  b" }, "claim_value: scopes are separated by single spaces"],
    [{ iss: "x" }, "iss: not issued by https://app.example, set the same BETTER_AUTH_URL on both sides"],
    [{ aud: "x" }, "aud: not for todo-api, set the same JWT_AUDIENCE on both sides"],
    [{ aud: [] }, "aud: not for todo-api, set the same JWT_AUDIENCE on both sides"],
    [{ exp: NOW }, "lifetime: exp is not after iat"],
    [{ exp: NOW + 3601 }, "lifetime: longer than 3600 seconds"],
    [{ iat: NOW + 6 }, "not_yet: iat is in the future, compare the clocks of both sides"],
    [{ iat: NOW + 5, nbf: NOW + 6 }, "not_yet: nbf is in the future, compare the clocks of both sides"],
    [{ nbf: NOW + 6 }, "not_yet: nbf is in the future, compare the clocks of both sides"],
  ] as const)("refuses %j with its whole sentence: %s", (change, reason) => {
    const check = () => checkClaims({ ...GOOD, ...change }, POLICY, NOW);
    expect(check).toThrow(new TokenInvalidError(reason as never));
    expect(check).not.toThrow(TokenExpiredError);
  });

  it("says of an expired token that it is expired, by a class of its own", () => {
    const check = () => checkClaims({ ...GOOD }, POLICY, NOW + 305);
    expect(check).toThrow(new TokenExpiredError("expired: exp is in the past"));
    expect(check).toThrow(TokenExpiredError);
  });

  it.each([
    { aud: ["x", POLICY.audience] },
    { iat: NOW + 5 },
    { nbf: NOW + 5 },
    { nbf: -(2 ** 53) + 1 },
    { exp: NOW + 3600 },
    { scope: "" },
    { scope: "a b" },
    { sub: "x".repeat(255) },
  ])("accepts %j: at the edge, and no further", (change) => {
    expect(checkClaims({ ...GOOD, ...change }, POLICY, NOW)).toEqual({ ...GOOD, ...change });
  });

  it("accepts a token from the year 1970, at its time", () => {
    const claims = { ...GOOD, iat: -60, exp: 60, nbf: 0 };
    expect(checkClaims(claims, POLICY, 0)).toBe(claims);
  });

  it("refuses every control character in an id, and none of their neighbours", () => {
    for (let code = 0; code < 0x100; code += 1) {
      const claims = { ...GOOD, sid: `a${String.fromCharCode(code)}b` };
      const check = () => checkClaims(claims, POLICY, NOW);
      if (code < 0x20 || (code >= 0x7f && code < 0xa0)) expect(check).toThrow(/^claim_value: sid /);
      else expect(check()).toBe(claims);
    }
  });
});
