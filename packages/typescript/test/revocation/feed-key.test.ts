import { describe, expect, it } from "vitest";
import { deriveKey } from "../../src/hmac-key.js";
import { createVerifier, derivedKey, sharedSecret } from "../../src/index.js";
import { checkFeedToken, deriveFeedKey, signFeedToken } from "../../src/revocation/feed-key.js";
import { issueTestToken } from "../../src/testing/index.js";
import { AUDIENCE, ISSUER, OLD_SECRET, SECRET } from "../support/settings.js";

const NOW = 1_750_000_000;
const POLICY = { issuer: ISSUER, audience: AUDIENCE };
const KEY = deriveFeedKey(deriveKey(SECRET, AUDIENCE));
// Made with nothing but node:crypto, and the key with Python's hmac as well.
const KEY_BYTES = "1ebfdbf89adb4ee687367ba57756113c16da35290375108e9210a708ff746dde";
const TOKEN =
  "eyJhbGciOiJIUzI1NiIsInR5cCI6InJldm9jYXRpb25zK2p3dCIsImtpZCI6IkFTV2JBRGFXQ0xBIn0" +
  ".eyJpc3MiOiJ0b2RvLWFwaSIsImF1ZCI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzAwMCIsImlhdCI6MTc1MDAwMDAwMCwiZXhwIjoxNzUwMDAwMDYwfQ" +
  ".Hw3ltNpFWF4071jVCJftbVm_Emo0v1Aq2-QtlCLA6Qs";

/** What is wrong with it, or undefined. */
function refusal(token: string, { keys = [KEY], policy = POLICY, now = NOW } = {}): string | undefined {
  try {
    checkFeedToken(keys, token, policy, now);
    return undefined;
  } catch (error) {
    return (error as { reason: string }).reason.split(": ")[1];
  }
}

describe("the key of the feed", () => {
  it("is what other languages derive", () => {
    expect(KEY.material.export().toString("hex")).toBe(KEY_BYTES);
    expect(KEY.kid).toBe("ASWbADaWCLA");
  });

  it("follows from the derived key alone, without the secret", () => {
    const text = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73";
    const [key] = derivedKey(text).keysFor(AUDIENCE);
    expect(key && deriveFeedKey(key).material.equals(KEY.material)).toBe(true);
  });

  it("makes no access token, and an access token opens no feed", async () => {
    const verifier = createVerifier({ ...POLICY, keys: sharedSecret(SECRET), now: () => NOW });
    await expect(verifier.verify(signFeedToken(KEY, POLICY, NOW))).rejects.toMatchObject({
      reason: "typ: not at+jwt",
    });
    const token = issueTestToken({ ...POLICY, secret: SECRET, userId: "u", sessionId: "s" });
    expect(refusal(token)).toBe("not one under a key that is known here");
  });
});

describe("a feed token", () => {
  it("is written letter by letter as in other languages", () => {
    expect(signFeedToken(KEY, POLICY, NOW + 0.9)).toBe(TOKEN);
  });

  it("is taken while it lives, and a minute on both sides for the clocks", () => {
    expect(refusal(TOKEN)).toBeUndefined();
    expect(refusal(TOKEN, { now: NOW - 60 })).toBeUndefined();
    expect(refusal(TOKEN, { now: NOW + 119.9 })).toBeUndefined();
    expect(refusal(TOKEN, { now: NOW - 60.1 })).toMatch(/^from the future/);
    expect(refusal(TOKEN, { now: NOW + 120 })).toBe("expired");
    expect(refusal(TOKEN, { now: Number.NaN })).toMatch(/^from the future/);
  });

  it("is taken under any key of a rotation", () => {
    const old = deriveFeedKey(deriveKey(OLD_SECRET, AUDIENCE));
    const token = signFeedToken(old, POLICY, NOW);
    expect(refusal(token, { keys: [KEY, old] })).toBeUndefined();
    expect(refusal(token)).toBe("not one under a key that is known here");
  });

  it("is for one auth server, from one audience", () => {
    expect(refusal(TOKEN, { policy: { issuer: "http://localhost:3001", audience: AUDIENCE } })).toBe(
      "not for this auth server",
    );
    expect(refusal(TOKEN, { policy: { issuer: ISSUER, audience: "billing" } })).toBe(
      "not from this audience",
    );
  });

  it("is not taken with another signature, nor with the key of access tokens", () => {
    expect(refusal(`${TOKEN.slice(0, -1)}A`)).toMatch(/^not signed with/);
    const { material } = deriveKey(SECRET, AUDIENCE);
    expect(refusal(signFeedToken({ ...KEY, material }, POLICY, NOW))).toMatch(/^not signed with/);
  });
});
