/** What the servers and the loops verify: a token for each of many users, under a secret made for one run. */
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { issueTestToken } from "jwt-auth-bridge/testing";

const ISSUER = "https://app.example";
const AUDIENCE = "todo-api";
/** So many sets that no cache of verified tokens holds them all: by the time a token comes again, it is out. */
const SETS = 20;
const LIFETIME = 3_600; // seconds; the longest that a verifier admits, and longer than any run

/**
 * @typedef {object} LoadFile
 * @property {{ id: string, token: string }[]} users
 * @property {string[][]} rounds - sets of tokens, one for each user; the first is the users' own
 * @property {Record<string, string>} refused - a token with a fault, by the fault's name
 *
 * @typedef {LoadFile & { json: string, few: string, many: string, env: Record<string, string> }} Tokens
 * `json` is a file of all this; `few` and `many` are files for wrk, of the first set and of all sets: "<user id>
 * <token>" a line. `env` is for whoever verifies.
 */

/**
 * @param {number} count - users
 * @param {string} folder
 * @returns {Tokens}
 */
export function makeTokens(count, folder) {
  const secret = randomBytes(32).toString("base64url");
  const settings = { secret, issuer: ISSUER, audience: AUDIENCE, lifetime: LIFETIME };
  const ids = Array.from({ length: count }, (_, index) => identifier(`user ${index}`));
  const rounds = Array.from({ length: SETS }, (_, set) =>
    ids.map((userId) => {
      const sessionId = identifier(`session ${set} of ${userId}`);
      return issueTestToken({ ...settings, userId, sessionId });
    }),
  );
  const users = ids.map((id, at) => ({ id, token: rounds[0]?.[at] ?? "" }));
  const refused = refusedTokens(settings, users[0]?.id ?? "");
  const lines = rounds.map((tokens) => tokens.map((token, at) => `${ids[at]} ${token}\n`).join(""));
  const [json = "", few = "", many = ""] = ["all.json", "few.txt", "many.txt"].map((name) =>
    join(folder, name),
  );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(json, JSON.stringify({ users, rounds, refused }), { mode: 0o600 });
  writeFileSync(few, lines[0] ?? "", { mode: 0o600 });
  writeFileSync(many, lines.join(""), { mode: 0o600 });
  const env = {
    BETTER_AUTH_URL: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    BETTER_AUTH_SECRET: secret,
    BENCH_KEY: derivedKey(secret).toString("hex"), // for the peers, which know no derivation
  };
  return { users, rounds, refused, json, few, many, env };
}

/** Of the length and alphabet of Better Auth's ids, the same in every run. @param {string} seed */
function identifier(seed) {
  return createHash("sha256").update(seed).digest("base64url").replaceAll(/[-_]/g, "0").slice(0, 32);
}

/**
 * What each verifier in the comparison must refuse, or it does not do the same job.
 *
 * @param {Omit<import("jwt-auth-bridge/testing").TestTokenOptions, "userId">} settings
 * @param {string} userId
 */
function refusedTokens(settings, userId) {
  const now = Math.floor(Date.now() / 1000);
  const token = issueTestToken({ ...settings, userId });
  const at = token.lastIndexOf(".") + 1;
  return {
    signature: `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`,
    issuer: issueTestToken({ ...settings, userId, issuer: "https://other.example" }),
    audience: issueTestToken({ ...settings, userId, claims: { aud: "other-api" } }),
    expired: issueTestToken({ ...settings, userId, now: now - 2 * LIFETIME }),
    future: issueTestToken({ ...settings, userId, now: now + 600 }),
    "without sid": issueTestToken({ ...settings, userId, claims: { sid: undefined } }),
    algorithm: issueTestToken({ ...settings, userId, header: { alg: "HS384" } }),
  };
}

/** @param {string} secret @see conformance/PROFILE.md K2 */
function derivedKey(secret) {
  const info = `access-token/HS256/${AUDIENCE}`;
  return Buffer.from(hkdfSync("sha256", secret, "jwt-auth-bridge/v1", info, 32));
}
