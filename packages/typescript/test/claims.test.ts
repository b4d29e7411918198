import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkClaims } from "../src/claims.js";
import { AuthError } from "../src/index.js";

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
});
