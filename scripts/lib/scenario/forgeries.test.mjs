import assert from "node:assert/strict";
import { it } from "node:test";
import { createVerifier, sharedSecret } from "jwt-auth-bridge";
import { issueTestToken } from "jwt-auth-bridge/testing";
import { createRandom } from "../isolation/random.mjs";
import { forge } from "./forgeries.mjs";

const settings = {
  issuer: "http://localhost:3000",
  audience: "todo-api",
  secret: "only-for-tests-0123456789-abcdefghijklmnop",
};
const { issuer, audience, secret } = settings;
const verifier = createVerifier({ issuer, audience, keys: sharedSecret(secret) });
const token = issueTestToken({ ...settings, userId: "ann" });

it("a verifier refuses every one of them, and accepts what they are made from", async () => {
  const random = createRandom("forgeries", 0);
  const kinds = new Set();
  for (let tries = 0; tries < 200; tries += 1) {
    const forged = forge(random, { settings, userId: "ben", token });
    kinds.add(forged.kind);
    await assert.rejects(async () => verifier.verify(forged.token), forged.kind);
  }
  assert.equal(kinds.size, 9);
  assert.equal((await verifier.verify(token)).userId, "ann");
});
