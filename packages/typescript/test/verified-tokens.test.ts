import { describe, expect, it } from "vitest";
import { createVerifier, sharedSecret, type Verifier } from "../src/index.js";
import { issueTestToken } from "../src/testing/index.js";
import { createVerifiedTokens } from "../src/verified-tokens.js";
import { AUDIENCE, ISSUER, SECRET } from "./support/settings.js";

const NOW = 1_750_000_000;
const issue = (userId = "alice", claims: Record<string, unknown> = {}) =>
  issueTestToken({ issuer: ISSUER, audience: AUDIENCE, secret: SECRET, userId, now: NOW, claims });
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

/** A verifier whose clock is set by the test, and which has seen this token twice. */
async function remembering(token: string) {
  const clock = { now: NOW };
  const options = { issuer: ISSUER, audience: AUDIENCE, keys: sharedSecret(SECRET), now: () => clock.now };
  const verifier = createVerifier(options);
  for (let count = 0; count < 3; count++) await verifier.verify(token);
  return { verifier, clock };
}
const reasonOf = (verifier: Verifier, token: string) =>
  verifier.verify(token).then(
    () => "accepted",
    ({ reason }) => reason.split(":")[0],
  );

describe("a token that was seen before", () => {
  it.each([
    [305, "expired"],
    [304.9, "accepted"],
    [-5.1, "not_yet"],
    [Number.NaN, "not_yet"],
  ])("has its times checked again: %d seconds on it is %s", async (later, word) => {
    const { verifier, clock } = await remembering(issue());
    clock.now = NOW + later;
    expect(await reasonOf(verifier, issue())).toBe(await reasonOf(verifier, issue()));
    const token = issue();
    const known = await remembering(token);
    known.clock.now = NOW + later;
    expect(await reasonOf(known.verifier, token)).toBe(word);
  });

  it("has its nbf checked again", async () => {
    const token = issue("alice", { nbf: NOW + 3 });
    const { verifier, clock } = await remembering(token);
    clock.now = NOW - 3;
    expect(await reasonOf(verifier, token)).toBe("not_yet");
  });

  it("is another with one character changed", async () => {
    const token = issue();
    const { verifier } = await remembering(token);
    for (let at = 0; at < token.length; at++) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      expect(await reasonOf(verifier, changed)).not.toBe("accepted");
    }
  });

  it("gives everybody the own caller, and a caller that nobody can change for the next", async () => {
    const tokens = Array.from({ length: 50 }, (_, index) => issue(`user-${index}`, { scope: "read" }));
    const { verifier } = await remembering(tokens[0] ?? "");
    for (let round = 0; round < 4; round++) {
      for (const [index, token] of tokens.entries()) {
        const { userId, scopes } = await verifier.verify(token);
        expect([userId, ...scopes]).toEqual([`user-${index}`, "read"]);
        (scopes as Set<string>).add("admin");
      }
    }
  });
});

describe("the memory", () => {
  it("finds from the second time on what it was given", () => {
    const memory = createVerifiedTokens(5);
    const token = issue();
    memory.keep(token, claimsOf(token));
    expect(memory.find(token, NOW)).toBeUndefined();
    memory.keep(token, claimsOf(token));
    expect(memory.find(token, NOW)?.userId).toBe("alice");
    expect(memory.find(`${token} `, NOW)).toBeUndefined();
    memory.forget();
    expect(memory.find(token, NOW)).toBeUndefined();
  });

  it("keeps no claims that could be changed", () => {
    const memory = createVerifiedTokens(5);
    for (const claims of [{ roles: ["admin"] }, { profile: { name: "Ann" } }]) {
      const token = issue("alice", claims);
      for (let count = 0; count < 3; count++) memory.keep(token, claimsOf(token));
      expect(memory.find(token, NOW)).toBeUndefined();
    }
  });

  it("is bounded, and keeps what is asked for", () => {
    const memory = createVerifiedTokens(5, 8);
    const tokens = Array.from({ length: 40 }, (_, index) => issue(`user-${index}`));
    const [favourite = "", ...others] = tokens;
    const keep = (token: string) => [1, 2].forEach(() => void memory.keep(token, claimsOf(token)));
    keep(favourite);
    for (const token of others) {
      keep(token);
      expect(memory.find(favourite, NOW)).toBeDefined();
    }
    expect(tokens.filter((token) => memory.find(token, NOW) !== undefined).length).toBeLessThanOrEqual(8);
  });
});
