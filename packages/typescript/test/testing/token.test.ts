import { describe, expect, it } from "vitest";
import { AuthError, createVerifier, sharedSecret } from "../../src/index.js";
import { issueTestToken, type TestTokenOptions } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";

const SETTINGS = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId: "ann" };
const verifier = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) });

describe("issueTestToken", () => {
  it("makes a token that is good now", async () => {
    const caller = await verifier.verify(
      issueTestToken({ ...SETTINGS, sessionId: "s1", claims: { scope: "a" } }),
    );
    expect(caller).toMatchObject({ userId: "ann", sessionId: "s1" });
    expect(caller.claims.exp - caller.claims.iat).toBe(300);
  });

  it("makes a session of its own for each token, unless told which", async () => {
    const sessions = [1, 2].map(
      async () => (await verifier.verify(issueTestToken({ ...SETTINGS }))).sessionId,
    );
    const [first, second] = await Promise.all(sessions);
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).not.toBe(first);
  });

  it.each<[string, Partial<TestTokenOptions>, string]>([
    ["expired", { now: 0 }, "expired"],
    ["too long a life", { lifetime: 3601 }, "lifetime"],
    ["another algorithm", { header: { alg: "none" } }, "alg"],
    ["another type", { header: { typ: "JWT" } }, "typ"],
    ["one header member too many", { header: { jku: "https://x.example" } }, "header_members"],
    ["one header member too few", { header: { kid: undefined } }, "header_members"],
    ["another audience's claim", { claims: { aud: "other" } }, "aud"],
    ["a missing claim", { claims: { sid: undefined } }, "claim_missing"],
    ["a claim of another kind", { claims: { exp: "soon" } }, "claim_type"],
  ])("makes a token to be refused: %s", async (_, change, word) => {
    const error = await verifier
      .verify(issueTestToken({ ...SETTINGS, ...change }))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AuthError);
    expect((error as AuthError).reason).toMatch(new RegExp(`^${word}: `));
  });

  it("refuses a secret that no verifier would start with", () => {
    expect(() => issueTestToken({ ...SETTINGS, secret: "short" })).toThrow(/at least 32/);
  });
});
