import { beforeAll, describe, expect, it } from "vitest";
import { readBearer } from "../../src/bearer.js";
import { createVerifier, type KeySource, sharedSecret } from "../../src/index.js";
import { remoteJwks } from "../../src/jwks/index.js";
import { startKeyServer } from "../jwks/key-server.js";
import { load, type Outcome, type Refused, verdict } from "./vectors.js";

type TokenVector = { readonly token: string; readonly now: number } & Outcome<
  { readonly user_id: string; readonly session_id: string; readonly scopes: readonly string[] },
  Refused
>;
type BearerVector = { readonly header: string | null } & Outcome<{ readonly token: string }, Refused>;

describe.each(["tokens", "jwks-tokens"])("%s", (file) => {
  const { policy, vectors } = load<TokenVector>(file);
  const { secrets, jwks, ...settings } = policy;
  let keys: KeySource[] = [sharedSecret(secrets)];

  beforeAll(async () => {
    if (jwks === undefined) return;
    const server = await startKeyServer(jwks.keys);
    const remote = remoteJwks({ url: server.url, warn: () => {} });
    keys = [remote, ...keys];
    await remote.find("ed"); // has the set fetched
    return () => {
      remote.close();
      return server.stop();
    };
  });

  it.each(vectors)("$id: $comment", async (vector) => {
    const verifier = createVerifier({ ...settings, keys, now: () => vector.now, info: () => {} });
    const outcome = await verifier.verify(vector.token).then(
      ({ userId, sessionId, scopes }) => ({
        user_id: userId,
        session_id: sessionId,
        scopes: [...scopes].sort(),
      }),
      verdict,
    );
    const { result } = vector;
    expect(outcome).toEqual(
      result === "valid"
        ? { user_id: vector.user_id, session_id: vector.session_id, scopes: [...vector.scopes].sort() }
        : { code: vector.code, reason: vector.reason },
    );
  });
});

describe("Authorization headers", () => {
  it.each(load<BearerVector>("bearer").vectors)("$id: $comment", (vector) => {
    let outcome: unknown;
    try {
      outcome = readBearer(vector.header ?? undefined);
    } catch (error) {
      outcome = verdict(error);
    }
    const { result } = vector;
    expect(outcome).toEqual(result === "valid" ? vector.token : { code: vector.code, reason: vector.reason });
  });
});
