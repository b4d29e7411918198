// Makes tokens, right and wrong. Uses nothing but Node: the vectors must not share code with what they test.
import { createHmac, hkdfSync } from "node:crypto";

export const SECRET = "correct-horse-battery-staple-0123456789abcdef";
export const OLD_SECRET = "an-older-secret-that-is-still-accepted-9876543210";
export const OTHER_SECRET = "somebody-else's-secret-0123456789-0123456789";
export const AUDIENCE = "todo-api";
export const ISSUER = "http://localhost:3000";
export const NOW = 1_750_000_000;

/** @typedef {{ key?: Uint8Array, hash?: string }} Signing - the right ones unless given */

/** One output of HKDF-SHA256 under the profile's salt (RFC 5869). @param {string} secret @param {string} info @param {number} length */
const hkdf = (secret, info, length) =>
  Buffer.from(hkdfSync("sha256", Buffer.from(secret, "utf8"), "jwt-auth-bridge/v1", info, length));

/** @param {string} secret */
export const deriveKey = (secret, audience = AUDIENCE) => hkdf(secret, `access-token/HS256/${audience}`, 32);
/** @param {string} secret */
export const deriveKid = (secret, audience = AUDIENCE) =>
  hkdf(secret, `key-id/HS256/${audience}`, 8).toString("base64url");

/** @param {string | Uint8Array} value */
export const b64 = (value) => Buffer.from(value).toString("base64url");
export const KID = deriveKid(SECRET);
const KEY = deriveKey(SECRET); // once: fuzzing signs a hundred thousand times

export const HEADER = { alg: "HS256", typ: "at+jwt", kid: KID };
export const CLAIMS = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: "user-a",
  sid: "session-a",
  jti: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
  iat: NOW,
  exp: NOW + 300,
};

/**
 * Sign two segments as they stand, whatever is in them.
 *
 * @param {string} headerSegment
 * @param {string} payloadSegment
 * @param {Signing} options
 */
export function sign(headerSegment, payloadSegment, { key = KEY, hash = "sha256" } = {}) {
  const input = `${headerSegment}.${payloadSegment}`;
  return `${input}.${createHmac(hash, key).update(input).digest("base64url")}`;
}

/** @param {unknown} value */
const text = (value) =>
  typeof value === "string" || value instanceof Uint8Array ? value : JSON.stringify(value);

/**
 * A token of these claims and this header; either may be given as raw text or bytes.
 *
 * @param {unknown} claims
 * @param {unknown} header
 * @param {Signing} options
 */
export const token = (claims = CLAIMS, header = HEADER, options = {}) =>
  sign(b64(text(header)), b64(text(claims)), options);

/** The claims with some replaced; `undefined` takes one away. @param {Record<string, unknown>} changes */
export const claims = (changes) => ({ ...CLAIMS, ...changes });

/**
 * The claims as text, with one member's JSON written literally: for what JSON.stringify cannot write.
 *
 * @param {string} name
 * @param {string} json
 */
export const rawClaim = (name, json) => {
  const { [name]: _, ...rest } = /** @type {Record<string, unknown>} */ (CLAIMS);
  return `${JSON.stringify(rest).slice(0, -1)},${JSON.stringify(name)}:${json}}`;
};
