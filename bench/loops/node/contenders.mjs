/**
 * HS256 verification: the bridge and jose, each set up once and as its documentation says.
 *
 * Both are asked for the same: HS256 alone, the type, issuer, audience, expiry, issue time, and the claims that
 * profile v1 requires to be there. Only the bridge checks the rest of the profile.
 */
import { createHmac, createSecretKey } from "node:crypto";
import { jwtVerify } from "jose";
import { createVerifier, sharedSecret } from "jwt-auth-bridge";

const LEEWAY = 5; // seconds

/**
 * @typedef {object} Settings
 * @property {string} issuer
 * @property {string} audience
 * @property {string} secret
 * @property {Uint8Array} key - derived from the secret
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {(token: string) => Promise<unknown>} verify - rejects for a bad token
 */

/** @param {Settings} settings @returns {Contender} */
export function bridge({ issuer, audience, secret }) {
  const verifier = createVerifier({ issuer, audience, keys: sharedSecret(secret), leeway: LEEWAY });
  return { name: "bridge", verify: (token) => verifier.verify(token) };
}

/** With the key as bytes, as jose's page on `jwtVerify` has it. @param {Settings} settings @returns {Contender} */
export function joseBytes(settings) {
  return { name: "jose-bytes", verify: joseWith(settings.key, settings) };
}

/** With the key imported once, the quicker way. @param {Settings} settings @returns {Promise<Contender>} */
export async function joseCryptoKey(settings) {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const raw = Uint8Array.from(settings.key);
  const key = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"]);
  return { name: "jose-crypto-key", verify: joseWith(key, settings) };
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
    maxTokenAge: 3_600,
    requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
  };
  return (/** @type {string} */ token) => jwtVerify(token, key, options);
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
