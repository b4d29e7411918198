import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { encode } from "../src/base64url.js";
import { deriveKey, makeKey, sign } from "../src/hmac-key.js";
import { createVerifier, sharedSecret, VerificationUnavailableError } from "../src/index.js";
import type { Key } from "../src/key.js";
import type { ChangingKeySource, KeySource } from "../src/keys.js";
import { issueTestToken } from "../src/testing/index.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";

const KEY = deriveKey(SECRET, AUDIENCE);
const OTHER = makeKey("other", Buffer.alloc(32, "o"));
const HEADER = { alg: "HS256", typ: "at+jwt", kid: "k" };

/** A key set far away, and what it was asked for. */
function createSource(published: readonly Key[], { down = false, algorithms = ["HS256"] } = {}) {
  const listeners: (() => void)[] = [];
  const asked: string[] = [];
  let known: readonly Key[] = [];
  function hold(keys: readonly Key[]): void {
    known = keys;
    for (const listener of listeners) listener();
  }
  const source: ChangingKeySource = {
    algorithms: algorithms as ["HS256"],
    keysFor: () => known,
    subscribe: (listener) => void listeners.push(listener),
    async find(kid) {
      asked.push(kid);
      if (down)
        throw new VerificationUnavailableError("keys_unavailable: the key set cannot be had" as never);
      hold(published);
    },
  };
  return { ...source, asked, hold };
}

/** A good token, under another key, and with another header than its own where one is given. */
function token(key: Key = OTHER, header?: Readonly<Record<string, string>>): string {
  const [, payload] = issueTestToken({
    issuer: ISSUER,
    audience: AUDIENCE,
    secret: SECRET,
    userId: "alice",
  }).split(".");
  const segment = header ? encode(JSON.stringify({ ...HEADER, ...header })) : key.headerSegment;
  return `${segment}.${payload}.${sign(key, `${segment}.${payload}`)}`;
}

const verifierOf = (...keys: readonly KeySource[]) =>
  createVerifier({ issuer: ISSUER, audience: AUDIENCE, keys });
const reasonOf = (sources: readonly KeySource[], text: string) =>
  verifierOf(...sources)
    .verify(text)
    .then(
      () => "accepted",
      (error) => error.reason,
    );

describe("keys from several sources", () => {
  it("accepts tokens of all of them, and asks for no key that it has", async () => {
    const source = createSource([OTHER]);
    const verifier = verifierOf(sharedSecret(SECRET), source);
    for (const key of [KEY, OTHER, OTHER, KEY])
      await expect(verifier.verify(token(key))).resolves.toBeDefined();
    expect(source.asked).toEqual(["other"]);
  });

  it("refuses at once the tokens of a key that is gone", async () => {
    const published = [OTHER];
    const source = createSource(published);
    const verifier = verifierOf(sharedSecret(SECRET), source);
    await expect(verifier.verify(token())).resolves.toBeDefined();
    published.pop();
    source.hold(published);
    await expect(verifier.verify(token())).rejects.toMatchObject({
      reason: expect.stringMatching(/^kid_unknown: /),
    });
  });

  it.each(["before", "after"])(
    "lets the key that never changes count, of two with one id, %s the other",
    async (place) => {
      const forged = makeKey(KEY.kid, Buffer.alloc(32, "f"));
      const source = createSource([forged]);
      const sources = [sharedSecret(SECRET), source];
      const verifier = verifierOf(...(place === "before" ? sources : sources.toReversed()));
      await expect(verifier.verify(token(OTHER))).rejects.toMatchObject({ code: "token_invalid" }); // makes it look
      await expect(verifier.verify(token(KEY))).resolves.toBeDefined();
      await expect(verifier.verify(token(forged))).rejects.toMatchObject({
        reason: `signature: not made with key ${KEY.kid}`,
      });
    },
  );

  it("has an unknown key wait for a source that is down, and no other", async () => {
    const sources = [sharedSecret(SECRET), createSource([], { down: true })];
    expect(await reasonOf(sources, token())).toBe("keys_unavailable: the key set cannot be had");
    expect(await reasonOf(sources, token(KEY))).toBe("accepted");
    expect(await reasonOf([...sources, createSource([OTHER])], token())).toBe("accepted");
  });

  it.each([
    [{ alg: "none" }, "alg: not HS256"],
    [{ alg: "HS512" }, "alg: not HS256"],
    [{ alg: "hs256" }, "alg: not HS256"],
    [{ alg: "" }, "alg: not HS256"],
    [{ typ: "JWT" }, "typ: not at+jwt"],
    [{ typ: "AT+JWT" }, "typ: not at+jwt"],
    [{ typ: "application/at+jwt" }, "typ: not at+jwt"],
    [{ typ: "" }, "typ: not at+jwt"],
  ])("asks nobody about %j", async (header, reason) => {
    const source = createSource([OTHER]);
    expect(await reasonOf([source], token(OTHER, header))).toBe(reason);
    expect(source.asked).toEqual([]);
  });

  it("holds a token to the algorithm of its key", async () => {
    const { publicKey } = generateKeyPairSync("ed25519");
    const ed: Key = { kid: "ed", algorithm: "EdDSA", headerSegment: "", material: publicKey };
    const source = createSource([ed], { algorithms: ["EdDSA"] });
    const sources = [sharedSecret(SECRET), source];
    const reason = (alg: string, kid: string) => reasonOf(sources, token(OTHER, { alg, kid }));
    expect(await reason("RS256", "ed")).toBe("alg: not EdDSA or HS256");
    expect(await reason("HS256", "ed")).toMatch(/^kid_unknown: /);
    expect(source.asked).toEqual([]);
    expect(await reason("EdDSA", "other")).toMatch(/: the issuer publishes no such key$/);
    source.hold([]);
    expect(await reason("EdDSA", KEY.kid)).toBe("alg: not HS256");
    expect(await reason("EdDSA", "ed")).toMatch(/^signature: /);
    expect(await reason("HS256", "ed")).toBe("alg: not EdDSA");
  });

  it("does not start without any", () => {
    expect(() => verifierOf()).toThrow("has no keys");
  });
});
