/**
 * HS256 verification: the bridge and its peers, each set up once and as its documentation says.
 *
 * All are asked for the same, as far as they can: HS256 alone, issuer, audience, expiry, age, and the claims that
 * profile v1 requires to be there. Only the bridge checks the rest of the profile.
 */
import { createHmac, createSecretKey } from "node:crypto";
import { verifySync } from "@node-rs/jsonwebtoken";
import { createVerifier as createFastVerifier } from "fast-jwt";
import { jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { createVerifier, sharedSecret } from "jwt-auth-bridge";

const LEEWAY = 5; // seconds
const MAX_AGE = 3_600; // seconds
const REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"];

/**
 * @typedef {object} Settings
 * @property {string} issuer
 * @property {string} audience
 * @property {string} secret
 * @property {Uint8Array} key - derived from the secret
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(token: string) => unknown} verify - throws or rejects for a bad token
 * @property {boolean} [awaited] - whether it gives a promise
 * @property {boolean} [seen] - whether it is given the same tokens in each round: what its cache is worth
 * @property {readonly string[]} [accepts] - faults that it has no option against
 */

/** @param {Settings} settings @param {boolean} [seen] @returns {Contender} */
export function bridge({ issuer, audience, secret }, seen = false) {
  const verifier = createVerifier({ issuer, audience, keys: sharedSecret(secret), leeway: LEEWAY });
  const name = seen ? "bridge-seen" : "bridge";
  return { name, verify: (token) => verifier.verify(token), awaited: true, seen };
}

/** With the key as bytes, as jose's page on `jwtVerify` has it. @param {Settings} settings @returns {Contender} */
export function joseBytes(settings) {
  return { name: "jose-bytes", verify: joseWith(settings.key, settings), awaited: true };
}

/** With the key imported once, the quicker way. @param {Settings} settings @returns {Promise<Contender>} */
export async function joseCryptoKey(settings) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = Uint8Array.from(settings.key);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"]);
  return { name: "jose-crypto-key", verify: joseWith(key, settings), awaited: true };
}

/** @param {CryptoKey | Uint8Array} key @param {Settings} settings */
function joseWith(key, { issuer, audience }) {
  /** @type {import("jose").JWTVerifyOptions} */
  const options = {
    algorithms: ["HS256"],
    typ: "at+jwt",
    issuer,
    audience,
    clockTolerance: LEEWAY,
    maxTokenAge: MAX_AGE,
    requiredClaims: REQUIRED,
  };
  return (/** @type {string} */ token) => jwtVerify(token, key, options);
}

/** With the key as bytes, or as a `KeyObject` made once, the quicker way. @param {Settings} settings @param {boolean} made @returns {Contender} */
export function jsonWebToken({ issuer, audience, key }, made) {
  const secret = made ? createSecretKey(key) : Buffer.from(key);
  /** @type {import("jsonwebtoken").VerifyOptions} */
  const options = { algorithms: ["HS256"], issuer, audience, clockTolerance: LEEWAY, maxAge: MAX_AGE };
  const verify = (/** @type {string} */ token) => jsonwebtoken.verify(token, secret, options);
  return {
    name: made ? "jsonwebtoken-key-object" : "jsonwebtoken",
    verify,
    accepts: ["future", "without sid"],
  };
}

/** @param {Settings} settings @param {boolean} [seen] - with its cache, for as many tokens as there are @returns {Contender} */
export function fastJwt({ issuer, audience, key }, seen = false) {
  const verify = createFastVerifier({
    key: Buffer.from(key),
    algorithms: ["HS256"],
    allowedIss: issuer,
    allowedAud: audience,
    clockTolerance: LEEWAY * 1_000,
    maxAge: MAX_AGE * 1_000,
    requiredClaims: REQUIRED,
    cache: seen,
  });
  return { name: seen ? "fast-jwt-seen" : "fast-jwt", verify, seen, accepts: ["future"] };
}

/** @param {Settings} settings @returns {Contender} */
export function nodeRs({ issuer, audience, key }) {
  const options = {
    algorithms: [/** @type {import("@node-rs/jsonwebtoken").Algorithm.HS256} */ ("HS256")],
    iss: [issuer],
    aud: [audience],
    leeway: LEEWAY,
    requiredSpecClaims: ["exp", "iss", "aud", "sub"],
  };
  const secret = Buffer.from(key);
  const verify = (/** @type {string} */ token) => verifySync(token, secret, options);
  return { name: "node-rs", verify, accepts: ["future", "without sid"] };
}

/**
 * One HMAC, one base64 decoding, one JSON parse, each by the usual call. It decides nothing.
 *
 * @param {Settings} settings
 */
export function floor({ key }) {
  const hmacKey = createSecretKey(key);
  return {
    name: "floor",
    /** @param {string} token */
    prepare(token) {
      const signingInput = token.slice(0, token.lastIndexOf("."));
      return { signingInput, payload: signingInput.slice(signingInput.indexOf(".") + 1) };
    },
    /** @param {{ signingInput: string, payload: string }} prepared */
    verify({ signingInput, payload }) {
      createHmac("sha256", hmacKey).update(signingInput).digest();
      return JSON.parse(Buffer.from(payload, "base64url").toString());
    },
  };
}
