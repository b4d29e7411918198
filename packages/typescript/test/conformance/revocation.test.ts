import { describe, expect, it } from "vitest";
import { signClaims } from "../../src/better-auth/mint.js";
import { readOptions } from "../../src/better-auth/options.js";
import { deriveKey, makeKey } from "../../src/hmac-key.js";
import { createRevocations, createVerifier, type Entry, sharedSecret } from "../../src/index.js";
import { isEntry } from "../../src/revocation/entry.js";
import { checkFeedToken, deriveFeedKey, signFeedToken } from "../../src/revocation/feed-key.js";
import { AUDIENCE, ISSUER, SECRET } from "../support/settings.js";
import { load, type Outcome, type Refused, verdict } from "./vectors.js";

interface Result {
  readonly result: "valid" | "invalid";
}
interface IssuedTimes extends Result {
  readonly now: number;
  readonly lifetime: number;
  readonly iat: number;
  readonly exp: number;
}
interface FeedKeyVector extends Result {
  readonly key: string;
  readonly kid: string;
  readonly issuer: string;
  readonly audience: string;
  readonly now: number;
  readonly feed_key: string;
  readonly token: string;
}
type RevocationVector = {
  readonly entries: readonly Entry[];
  readonly heard: number | null;
  readonly max_staleness: number;
  readonly when_stale: "refuse" | "accept";
  readonly token: string;
  readonly now: number;
} & Outcome<{ readonly user_id: string; readonly session_id: string }, Refused>;

describe("entries", () => {
  const { vectors } = load<Result & { readonly entry: unknown }>("entries");
  it.each(vectors)("$id: $comment", ({ entry, result }) => expect(isEntry(entry)).toBe(result === "valid"));
});

describe("tokens, and what was revoked", () => {
  const { policy, vectors } = load<RevocationVector>("revocations");
  const { secrets, ...settings } = policy;

  it.each(vectors)("$id: $comment", async (vector) => {
    let now = vector.heard ?? vector.now;
    const revocations = createRevocations({
      whenStale: vector.when_stale,
      maxStaleness: vector.max_staleness,
      clock: () => now,
      now: () => now,
      warn: () => {},
    });
    for (const entry of vector.entries) revocations.add(entry);
    if (vector.heard !== null) revocations.heard();
    now = vector.now;
    const keys = sharedSecret(secrets);
    const verifier = createVerifier({ ...settings, keys, revocations, now: () => now });
    const outcome = await verifier
      .verify(vector.token)
      .then(({ userId, sessionId }) => ({ user_id: userId, session_id: sessionId }), verdict);
    expect(outcome).toEqual(
      vector.result === "valid"
        ? { user_id: vector.user_id, session_id: vector.session_id }
        : { code: vector.code, reason: vector.reason },
    );
  });
});

describe("times that an issuer writes", () => {
  const { vectors } = load<IssuedTimes>("issued-times");
  it.each(vectors)("$id: $comment", ({ now, lifetime, iat, exp, result }) => {
    const settings = readOptions({ audience: AUDIENCE, lifetime: `${lifetime}s` });
    const issuing = { issuer: ISSUER, keys: [deriveKey(SECRET, AUDIENCE)] } as const;
    // As Better Auth writes it, which knows whole seconds alone.
    const whole = Math.floor(now);
    const times = { iat: whole, exp: whole + lifetime };
    const payload = { iss: ISSUER, aud: AUDIENCE, sub: "user-a", sid: "session-a", jti: "j", ...times };
    const [, segment = ""] = signClaims(payload, issuing, settings, now).split(".");
    const written = JSON.parse(Buffer.from(segment, "base64url").toString());
    expect(written.iat === iat && written.exp === exp).toBe(result === "valid");
  });
});

describe("keys of the feed", () => {
  it.each(load<FeedKeyVector>("feed-keys").vectors)("$id: $comment", (vector) => {
    const key = deriveFeedKey(makeKey(vector.kid, Buffer.from(vector.key, "hex")));
    const isDerived = key.material.export().toString("hex") === vector.feed_key;
    const isWritten = signFeedToken(key, vector, vector.now) === vector.token;
    expect(isDerived && isWritten).toBe(vector.result === "valid");
  });
});

describe("tokens of the feed", () => {
  const { policy, vectors } = load<Result & { readonly token: string; readonly now: number }>("feed-tokens");
  const keys = policy.secrets.map((secret) => deriveFeedKey(deriveKey(secret, policy.audience)));

  it.each(vectors)("$id: $comment", ({ token, now, result }) => {
    const check = () => checkFeedToken(keys, token, policy, now);
    if (result === "valid") expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: "token_invalid" }));
  });

  // The other way round: what opens the feed opens nothing else.
  it.each(vectors.filter(({ result }) => result === "valid"))(
    "$id is no access token",
    async ({ token, now }) => {
      const { secrets, ...settings } = policy;
      const verifier = createVerifier({ ...settings, keys: sharedSecret(secrets), now: () => now });
      await expect(verifier.verify(token)).rejects.toMatchObject({ reason: "typ: not at+jwt" });
    },
  );
});
