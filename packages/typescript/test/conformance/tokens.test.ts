import { describe, expect, it } from "vitest";
import { readBearer } from "../../src/bearer.js";
import { createVerifier, sharedSecret } from "../../src/index.js";
import { load, type Outcome, type Refused, verdict } from "./vectors.js";

type TokenVector = { readonly token: string; readonly now: number } & Outcome<
  { readonly user_id: string; readonly session_id: string; readonly scopes: readonly string[] },
  Refused
>;
type BearerVector = { readonly header: string | null } & Outcome<{ readonly token: string }, Refused>;

describe("tokens", () => {
  const { policy, vectors } = load<TokenVector>("tokens");
  const { secrets, ...settings } = policy;

  it.each(vectors)("$id: $comment", async (vector) => {
    const verifier = createVerifier({ ...settings, keys: sharedSecret(secrets), now: () => vector.now });
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
