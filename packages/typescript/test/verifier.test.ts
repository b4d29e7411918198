import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { deriveKey, sign } from "../src/hmac-key.js";
import { AuthError, ConfigurationError, createVerifier, derivedKey, sharedSecret } from "../src/index.js";
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

/** A token over any header and any payload, under the right key. */
function signedOver(header?: string, payload?: string): string {
  const key = deriveKey(SECRET, AUDIENCE);
  const [, usual] = issueTestToken(SETTINGS).split(".");
  const first = header === undefined ? key.headerSegment : encode(header);
  const signed = `${first}.${payload === undefined ? usual : encode(payload)}`;
  return `${signed}.${sign(key, signed)}`;
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

  const NO_ISSUER = "The issuer is not set. Give the origin of the auth server, such as https://app.example";
  const NO_ORIGIN = "The issuer is not an origin. Give that of the auth server, such as https://app.example";
  const NO_LEEWAY = "The leeway is not a number of seconds from 0 to 60";

  it.each([
    ["no issuer", { issuer: "" }, "setting_missing", NO_ISSUER],
    ["an issuer that is no text", { issuer: undefined as never }, "setting_missing", NO_ISSUER],
    ["a slash after the issuer", { issuer: `${ISSUER}/` }, "setting_invalid", NO_ORIGIN],
    ["a path after the issuer", { issuer: `${ISSUER}/api/auth` }, "setting_invalid", NO_ORIGIN],
    ["an issuer without a scheme", { issuer: "app.example" }, "setting_invalid", NO_ORIGIN],
    ["an issuer of another scheme", { issuer: "ftp://app.example" }, "setting_invalid", NO_ORIGIN],
    ["an issuer in capitals", { issuer: "https://App.example" }, "setting_invalid", NO_ORIGIN],
    ["no audience", { audience: "" }, "setting_missing", /^The audience is not set\. /],
    ["a leeway below nothing", { leeway: -0.001 }, "setting_invalid", NO_LEEWAY],
    ["a leeway over a minute", { leeway: 60.001 }, "setting_invalid", NO_LEEWAY],
    ["a leeway that is no number", { leeway: Number.NaN }, "setting_invalid", NO_LEEWAY],
    ["a leeway in a text", { leeway: "5" as never }, "setting_invalid", NO_LEEWAY],
  ])("refuses to start with %s", (_, change, code, message) => {
    const start = () => createVerifier({ ...POLICY, keys: sharedSecret(SECRET), ...change });
    expect(start).toThrow(ConfigurationError);
    expect(start).toThrow(expect.objectContaining({ code }));
    expect(start).toThrow(message);
  });

  it.each([
    [0, 300],
    [60, 360],
    [undefined, 305],
  ])("with a leeway of %s accepts a token until %s seconds after its issue", async (leeway, end) => {
    const at = (now: number) =>
      createVerifier({
        ...POLICY,
        keys: sharedSecret(SECRET),
        ...(leeway !== undefined && { leeway }),
        now: () => NOW + now,
      }).verify(issueTestToken(SETTINGS));
    await expect(at(end - 0.001)).resolves.toBeDefined();
    await expect(at(end)).rejects.toMatchObject({ code: "token_expired" });
  });

  it.each([
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    undefined,
    null,
    "x",
    `${NOW}`,
    1750000000n,
  ])("accepts no token by a clock that says %s", async (now) => {
    const api = createVerifier({ ...POLICY, keys: sharedSecret(SECRET), now: () => now as number });
    await expect(api.verify(issueTestToken(SETTINGS))).rejects.toMatchObject({
      reason: "not_yet: iat is in the future, compare the clocks of both sides",
    });
  });

  it("takes the real time when it is given no clock", async () => {
    const real = createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET) });
    const now = Date.now() / 1000;
    await expect(real.verify(issueTestToken({ ...SETTINGS, now }))).resolves.toBeDefined();
    for (const other of [now - 400, now + 100]) {
      await expect(real.verify(issueTestToken({ ...SETTINGS, now: other }))).rejects.toThrow();
    }
  });

  it("finds a key by the exact header segment, and interprets nothing of it", async () => {
    const key = { ...deriveKey(SECRET, AUDIENCE), headerSegment: "AAAA" };
    const api = createVerifier({ ...POLICY, keys: { keysFor: () => [key] } });
    const signed = `AAAA.${issueTestToken(SETTINGS).split(".")[1]}`;
    await expect(api.verify(`${signed}.${sign(key, signed)}`)).resolves.toBeDefined();
  });

  it("accepts the header's members in another order", async () => {
    const { kid } = deriveKey(SECRET, AUDIENCE);
    await expect(
      verifier.verify(signedOver(`{"kid":"${kid}","typ":"at+jwt","alg":"HS256"}`)),
    ).resolves.toBeDefined();
  });

  it.each([
    ['{"a":1,"a":1}', "payload_duplicate: a member name is repeated"],
    ['{"exp":1e400}', "claim_type: a number is not finite"],
    ["[]", "payload_json: the payload is not a JSON object that every parser reads alike"],
    ['{"a":"\\ud800"}', "payload_json: the payload is not a JSON object that every parser reads alike"],
    ["{", "payload_json: the payload is not a JSON object that every parser reads alike"],
  ])("refuses the payload %s with its whole sentence", async (payload, expected) => {
    expect(await reason(signedOver(undefined, payload))).toBe(expected);
  });

  it("shows no key when it is logged", () => {
    const key = deriveKey(SECRET, AUDIENCE);
    const shown = inspect([key, sharedSecret(SECRET), verifier], { depth: 9, showHidden: true });
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain(key.material.export().toString("hex"));
    expect(JSON.stringify([key, sharedSecret(SECRET)])).not.toContain(SECRET);
  });
});
