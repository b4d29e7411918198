import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AuthError, ConfigurationError, createVerifier, derivedKey, sharedSecret } from "../src/index.js";
import { deriveKey } from "../src/keys.js";
import { issueTestToken } from "../src/testing/index.js";
import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "./support/settings.js";

const NOW = 1_750_000_000;
const SETTINGS = { secret: SECRET, issuer: ISSUER, audience: AUDIENCE, userId: "ann", now: NOW };
const POLICY = { issuer: ISSUER, audience: AUDIENCE, now: () => NOW };
const verifier = createVerifier({ ...POLICY, keys: sharedSecret(SECRET) });

async function reason(token: unknown): Promise<string> {
  const error = await verifier.verify(token as string).catch((refusal: unknown) => refusal);
  if (!(error instanceof AuthError)) throw new Error("accepted, or failed otherwise", { cause: error });
  return error.reason;
}

describe("createVerifier", () => {
  it("gives the caller", async () => {
    const token = issueTestToken({ ...SETTINGS, sessionId: "s1", claims: { scope: "a b", plan: "free" } });
    const caller = await verifier.verifyHeader(`Bearer ${token}`);
    expect(caller).toMatchObject({ userId: "ann", sessionId: "s1", issuer: ISSUER });
    expect([...caller.scopes]).toEqual(["a", "b"]);
    expect(caller.claims.plan).toBe("free");
    expect(Object.isFrozen(caller.claims)).toBe(true);
  });

  it("gives every caller scopes of their own", async () => {
    const token = issueTestToken(SETTINGS);
    const [a, b] = [await verifier.verify(token), await verifier.verify(token)];
    (a.scopes as Set<string>).add("admin");
    expect(b.scopes.size).toBe(0);
  });

  it("accepts every secret of the ring, and none that has left it", async () => {
    const old = issueTestToken({ ...SETTINGS, secret: OLD_SECRET });
    const ring = createVerifier({ ...POLICY, keys: sharedSecret([SECRET, OLD_SECRET]) });
    await expect(ring.verify(old)).resolves.toBeDefined();
    await expect(verifier.verify(old)).rejects.toMatchObject({ code: "token_invalid" });
  });

  it("verifies with the derived key alone, and then no other audience's tokens", async () => {
    const { kid, material } = deriveKey(SECRET, AUDIENCE);
    const keys = derivedKey(`${kid}:${material.export().toString("hex")}`);
    const api = createVerifier({ ...POLICY, keys });
    await expect(api.verify(issueTestToken(SETTINGS))).resolves.toBeDefined();
    const other = issueTestToken({ ...SETTINGS, audience: "billing-api", claims: { aud: AUDIENCE } });
    await expect(api.verify(other)).rejects.toMatchObject({
      reason: expect.stringMatching(/^kid_unknown: /),
    });
  });

  it("takes the algorithm from the key and never from the token", async () => {
    const key = { ...deriveKey(SECRET, AUDIENCE), algorithm: "HS512" as never, headerSegment: "" };
    const api = createVerifier({ ...POLICY, keys: { keysFor: () => [key] } });
    await expect(api.verify(issueTestToken(SETTINGS))).rejects.toMatchObject({
      reason: expect.stringMatching(/^alg: /),
    });
  });

  it.each([
    ["secrets", { secret: OLD_SECRET }, "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"],
    [
      "audiences",
      { audience: "billing-api" },
      "the audiences differ, set the same JWT_AUDIENCE on both sides",
    ],
  ])("says in the log that the %s differ, and nothing else of the token", async (_, changes, mend) => {
    const settings = { ...SETTINGS, ...changes };
    const theirs = deriveKey(settings.secret, settings.audience).kid;
    expect(await reason(issueTestToken(settings))).toBe(
      `kid_unknown: signed with ${theirs}, this API accepts ASWbADaWCLA: ${mend}`,
    );
  });

  it("says in the log that the issuers differ", async () => {
    expect(await reason(issueTestToken({ ...SETTINGS, issuer: "https://other.example" }))).toBe(
      "iss: not issued by http://localhost:3000, set the same BETTER_AUTH_URL on both sides",
    );
  });

  it("keeps a key id that nobody of us made out of the log", async () => {
    for (const kid of ["x".repeat(65), "a\nb", "ümlaut"]) {
      expect(await reason(issueTestToken({ ...SETTINGS, header: { kid } }))).toContain(
        "signed with another key,",
      );
    }
  });

  it("names no value of the token in any reason", async () => {
    const value = "confidential-value";
    const faults = [
      { claims: { iss: value } },
      { claims: { aud: value } },
      { claims: { exp: value } },
      { claims: { sub: `${value}\n` } },
      { claims: { scope: `${value}  ` } },
      { header: { alg: value } },
      { header: { typ: value } },
      { header: { [value]: 1 } },
    ];
    for (const fault of faults)
      expect(await reason(issueTestToken({ ...SETTINGS, ...fault }))).not.toContain(value);
  });

  it.each([undefined, null, 42, {}, ["a.b.c"]])("refuses %j, which is no text", async (token) => {
    expect(await reason(token)).toMatch(/^grammar: /);
  });

  it("accepts no token with any character changed", async () => {
    const token = issueTestToken(SETTINGS);
    const letter = fc.constantFrom(..."ABab01-_.=+ ");
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), letter, async (index, character) => {
        fc.pre(token[index] !== character);
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        await expect(verifier.verify(changed)).rejects.toBeInstanceOf(AuthError);
      }),
    );
  });

  it("throws nothing but refusals, whatever the text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `${text}.${text}.${text}`),
        ),
        async (text) => {
          await expect(verifier.verify(text)).rejects.toBeInstanceOf(AuthError);
        },
      ),
    );
  });

  it.each([
    ["no issuer", { issuer: "" }],
    ["no audience", { audience: "" }],
    ["a leeway below nothing", { leeway: -1 }],
    ["a leeway over a minute", { leeway: 61 }],
    ["a leeway that is no number", { leeway: Number.NaN }],
    ["a leeway in a text", { leeway: "5" as never }],
  ])("refuses to start with %s", (_, change) => {
    expect(() => createVerifier({ ...POLICY, keys: sharedSecret(SECRET), ...change })).toThrow(
      ConfigurationError,
    );
  });

  it("shows no key when it is logged", () => {
    const key = deriveKey(SECRET, AUDIENCE);
    const shown = inspect([key, sharedSecret(SECRET), verifier], { depth: 9, showHidden: true });
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain(key.material.export().toString("hex"));
    expect(JSON.stringify([key, sharedSecret(SECRET)])).not.toContain(SECRET);
  });
});
