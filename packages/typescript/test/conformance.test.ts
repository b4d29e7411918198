import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readBearer } from "../src/bearer.js";
import { AuthError, ConfigurationError, createVerifier, sharedSecret } from "../src/index.js";
import { deriveKey } from "../src/keys.js";
import { originOf } from "../src/origin.js";
import { checkSecret } from "../src/secret.js";

interface Vector {
  readonly id: string;
  readonly comment: string;
  readonly result: "valid" | "invalid";
  readonly code?: string;
  readonly reason?: string;
}

interface TokenVector extends Vector {
  readonly token: string;
  readonly now: number;
  readonly user_id: string;
  readonly session_id: string;
  readonly scopes: readonly string[];
}

/** A file of vectors; a missing file or an empty one fails the suite. */
function load<File extends { vectors: readonly unknown[] }>(name: string): File {
  const file = JSON.parse(
    readFileSync(new URL(`../../../conformance/vectors/${name}.json`, import.meta.url), "utf8"),
  );
  if (!(file.vectors.length > 0)) throw new Error(`${name}.json holds no vectors`);
  return file as File;
}

/** What a verdict comes down to: the public code and the word of the reason. */
function verdict(error: unknown): { code: string; reason: string | undefined } {
  if (!(error instanceof AuthError)) throw error;
  return { code: error.code, reason: error.reason.split(":")[0] };
}

describe("tokens", () => {
  const file = load<{
    policy: { issuer: string; audience: string; secrets: string[]; leeway: number };
    vectors: readonly TokenVector[];
  }>("tokens");

  it.each(file.vectors)("$id: $comment", async (vector) => {
    const { secrets, ...policy } = file.policy;
    const verifier = createVerifier({ ...policy, keys: sharedSecret(secrets), now: () => vector.now });
    const outcome = await verifier
      .verify(vector.token)
      .then(({ userId, sessionId, scopes }) => ({ userId, sessionId, scopes: [...scopes] }), verdict);
    const { user_id: userId, session_id: sessionId, scopes, code, reason } = vector;
    // A set has no order.
    expect(outcome).toEqual(
      vector.result === "valid"
        ? { userId, sessionId, scopes: expect.arrayContaining([...scopes]) }
        : { code, reason },
    );
    if ("scopes" in outcome) expect(outcome.scopes).toHaveLength(scopes.length);
  });
});

describe("Authorization headers", () => {
  const { vectors } = load<{ vectors: readonly (Vector & { header: string | null; token?: string })[] }>(
    "bearer",
  );
  it.each(vectors)("$id: $comment", ({ header, result, token, code, reason }) => {
    let outcome: unknown;
    try {
      outcome = readBearer(header ?? undefined);
    } catch (error) {
      outcome = verdict(error);
    }
    expect(outcome).toEqual(result === "valid" ? token : { code, reason });
  });
});

describe("keys", () => {
  const { vectors } = load<{
    vectors: readonly {
      id: string;
      result: string;
      secret: string;
      audience: string;
      key: string;
      kid: string;
      header: string;
    }[];
  }>("keys");
  it.each(vectors.filter(({ result }) => result === "valid"))(
    "$id",
    ({ secret, audience, key, kid, header }) => {
      const derived = deriveKey(secret, audience);
      expect({
        key: derived.material.export().toString("hex"),
        kid: derived.kid,
        header: derived.headerSegment,
      }).toEqual({
        key,
        kid,
        header,
      });
    },
  );
});

describe("secrets", () => {
  const { vectors } = load<{ vectors: readonly (Vector & { secret: string })[] }>("secrets");
  it.each(vectors)("$id: $comment", ({ secret, result, code }) => {
    expect(outcomeOf(() => checkSecret(secret))).toBe(result === "valid" ? secret : code);
  });
});

describe("issuers", () => {
  const { vectors } = load<{ vectors: readonly (Vector & { url: string; issuer?: string })[] }>("issuers");
  it.each(vectors)("$id: $comment", ({ url, result, issuer }) => {
    const outcome = outcomeOf(() => originOf(url, "BETTER_AUTH_URL"));
    expect(outcome).toEqual(
      result === "valid" ? issuer : expect.stringMatching(/^setting_(missing|invalid)$/),
    );
  });
});

/** The value, or the word of the refusal. */
function outcomeOf(read: () => string): string {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.code;
  }
}
