/** What the tokens of a run say, and what is wrong with those that must be refused. */
import { createHash, randomUUID } from "node:crypto";

/** Seconds; the longest that a verifier admits, and longer than any run. */
const LIFETIME = 3_600;

/** Of the length and alphabet of Better Auth's ids, the same in every run. @param {string} seed */
export function identifier(seed) {
  return createHash("sha256").update(seed).digest("base64url").replaceAll(/[-_]/g, "0").slice(0, 32);
}

/**
 * @typedef {Record<string, unknown>} Claims
 * @typedef {object} Audience
 * @property {string} issuer
 * @property {string} audience
 */

/**
 * The seven of the profile, in the order and spelling in which `jwtBridge()` writes them: `iat` with milliseconds.
 *
 * @param {Audience} settings
 * @param {string} userId
 * @param {number} set
 * @returns {Claims}
 */
export function profileClaims({ issuer, audience }, userId, set = 0) {
  const iat = Date.now() / 1000;
  return {
    iss: issuer,
    aud: audience,
    sub: userId,
    sid: identifier(`session ${set} of ${userId}`),
    jti: randomUUID(),
    iat,
    exp: Math.floor(iat) + LIFETIME,
  };
}

/** As Better Auth's own `jwt()` has them: the user's row, for the issuer itself. @param {Audience} settings @param {string} userId @returns {Claims} */
export function stockClaims({ issuer }, userId) {
  const [iat, created] = [Math.floor(Date.now() / 1000), new Date(0).toISOString()];
  return {
    iat,
    name: `User ${userId.slice(0, 4)}`,
    email: `${userId.toLowerCase()}@example.com`,
    emailVerified: false,
    image: null,
    createdAt: created,
    updatedAt: created,
    id: userId,
    sub: userId,
    exp: iat + LIFETIME,
    iss: issuer,
    aud: issuer,
  };
}

/**
 * @typedef {(claims: Claims, header?: Record<string, unknown>) => string} Mint
 */

/**
 * One token for each fault.
 *
 * @param {Mint} mint
 * @param {Claims} claims - of a token without any
 * @returns {Record<string, string>}
 */
export function faultyTokens(mint, claims) {
  const token = mint(claims);
  const at = token.lastIndexOf(".") + 1;
  const iat = Math.floor(Number(claims.iat));
  return {
    signature: `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`,
    issuer: mint({ ...claims, iss: "https://other.example" }),
    audience: mint({ ...claims, aud: "other-api" }),
    expired: mint({ ...claims, iat: iat - 2 * LIFETIME, exp: iat - LIFETIME }),
    future: mint({ ...claims, iat: iat + LIFETIME, exp: iat + 2 * LIFETIME }), // beyond the end of the run
    "without sid": mint({ ...claims, sid: undefined }),
    algorithm: mint(claims, { alg: "HS384" }),
  };
}
