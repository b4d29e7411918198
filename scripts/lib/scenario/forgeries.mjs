/** Tokens that nobody may accept, whatever is up or down. */
import { issueTestToken } from "jwt-auth-bridge/testing";

const HOUR = 3600; // seconds

/**
 * @param {import("../isolation/random.mjs").Random} random
 * @param {object} given
 * @param {{ issuer: string, audience: string, secret: string }} given.settings - what the running system has
 * @param {string} given.userId - of whom it speaks
 * @param {string} given.token - a good one, of whoever forges
 * @returns {{ kind: string, token: string }}
 */
export function forge(random, { settings, userId, token }) {
  const own = { ...settings, userId };
  const [head = "", body = "", signature = ""] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString());
  const encode = (/** @type {unknown} */ value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  /** @type {[string, () => string][]} */
  const kinds = [
    ["another's id in one's own token", () => `${head}.${encode({ ...claims, sub: userId })}.${signature}`],
    [
      "a longer life in one's own token",
      () => `${head}.${encode({ ...claims, exp: claims.exp + 1 })}.${signature}`,
    ],
    ["without an algorithm", () => `${encode({ alg: "none", typ: "at+jwt" })}.${body}.`],
    ["of another secret", () => issueTestToken({ ...own, secret: `${settings.secret}${random.text()}` })],
    ["expired", () => issueTestToken({ ...own, now: Date.now() / 1000 - HOUR })],
    ["for another API", () => issueTestToken({ ...own, audience: "another-api" })],
    ["of another issuer", () => issueTestToken({ ...own, claims: { iss: "http://localhost:1" } })],
    ["of another type", () => issueTestToken({ ...own, header: { typ: "JWT" } })],
    ["with a life of a year", () => issueTestToken({ ...own, lifetime: 365 * 24 * HOUR })],
  ];
  const [kind, make] = random.pick(kinds);
  return { kind, token: make() };
}
