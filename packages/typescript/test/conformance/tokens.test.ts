import { beforeAll, describe, expect, it } from "vitest";
import { readBearer } from "../../src/bearer.js";
import { createVerifier, type KeySource, sharedSecret } from "../../src/index.js";
import { remoteJwks } from "../../src/jwks/index.js";
import { startKeyServer } from "../jwks/key-server.js";
import { load, type Outcome, type Refused, verdict } from "./vectors.js";

type TokenVector = { readonly token: string; readonly now: number } & Outcome<
  { readonly user_id: string; readonly session_id: string | null; readonly scopes: readonly string[] },
  Refused
>;
type BearerVector = { readonly header: string | null } & Outcome<{ readonly token: string }, Refused>;

const FILES = ["tokens", "jwks-tokens", "compatibility-tokens"].map((file) => ({
  file,
  ...load<TokenVector>(file),
}));
const { policy: compatible } = load("compatibility-tokens");
// What the setting is not about is judged with it as without.
const unaffected = load<TokenVector>("jwks-tokens").vectors.filter(({ rules }) => !rules.includes("M1"));

describe.each([...FILES, { file: "jwks-tokens with the setting", policy: compatible, vectors: unaffected }])(
  "$file",
  ({ policy, vectors }) => {
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
        (caller) => ({
          user_id: caller.userId,
          session_id: "sid" in caller.claims ? caller.sessionId : null,
          scopes: [...caller.scopes].sort(),
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
  },
);

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
