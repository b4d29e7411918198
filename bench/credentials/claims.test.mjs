import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createVerifier, sharedSecret, TokenInvalidError } from "jwt-auth-bridge";
import { faultyTokens, profileClaims } from "./claims.mjs";
import { hmacSigner } from "./signers.mjs";

const settings = { issuer: "https://app.example", audience: "todo-api" };
const { mint, env } = hmacSigner(settings.audience);
const verifier = createVerifier({ ...settings, keys: sharedSecret(env.BETTER_AUTH_SECRET ?? "") });
const claims = profileClaims(settings, "ann");

describe("faultyTokens", () => {
  it("starts from a token without a fault", async () => {
    assert.equal((await verifier.verify(mint(claims))).userId, "ann");
  });
  /** @type {Record<string, RegExp>} */
  const reasons = {
    signature: /^signature/,
    issuer: /^iss:/,
    audience: /^aud:/,
    expired: /^expired/,
    future: /^not_yet/,
    "without sid": /^claim_missing/,
    algorithm: /^alg/,
  };
  for (const [fault, token] of Object.entries(faultyTokens(mint, claims))) {
    it(`has one with the fault “${fault}” and no other`, async () => {
      await assert.rejects(verifier.verify(token), (error) => {
        assert.ok(error instanceof TokenInvalidError);
        assert.match(error.reason, reasons[fault] ?? /^$/);
        return true;
      });
    });
  }
});
