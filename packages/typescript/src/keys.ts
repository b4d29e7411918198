import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { ConfigurationError } from "./errors.js";
import { isIdentifier, isWellFormed } from "./profile.js";
import { checkSecret } from "./secret.js";

/** Algorithms of the profile. */
export type Algorithm = "HS256";

/** A key, its id, and the one algorithm that it may be used with. */
export interface Key {
  readonly algorithm: Algorithm;
  readonly kid: string;
  /** The first segment of every token that is signed with this key (profile rule H5). */
  readonly headerSegment: string;
  /** Shows nothing of itself when it is logged. */
  readonly material: KeyObject;
}

/** Where keys come from. */
export interface KeySource {
  /** Every key that tokens for this audience may be signed with; the first is the one that signs. */
  keysFor(audience: string): readonly Key[];
}

const SALT = "jwt-auth-bridge/v1";
const MAX_AUDIENCE_LENGTH = 255;
const KEY_TEXT = /^([A-Za-z0-9_-]{1,64}):([0-9a-fA-F]{64})$/;

/**
 * HS256 keys derived from the secret that Better Auth has too. The raw secret itself verifies nothing.
 *
 * @param secret - `BETTER_AUTH_SECRET`, or several secrets: every one verifies, the first signs.
 * @throws {@link ConfigurationError} for a secret that breaks profile rule K1.
 */
export function sharedSecret(secret: string | readonly string[]): KeySource {
  const secrets = (typeof secret === "string" ? [secret] : [...(secret ?? [])]).map((each) =>
    checkSecret(each),
  );
  checkSecret(secrets[0]);
  return { keysFor: (audience) => secrets.map((each) => deriveKey(each, audience)) };
}

/**
 * The one derived key of one API, without the secret. Its holder can verify that API's tokens and forge no others.
 *
 * @param text - `<kid>:<64 hexadecimal digits>`, as `npx jwt-auth-bridge key` prints it (profile rule K5).
 * @param name - How messages call it.
 * @throws {@link ConfigurationError} for any other text.
 */
export function derivedKey(text: string, name = "The derived key"): KeySource {
  const [, kid, digits] = KEY_TEXT.exec(text) ?? [];
  if (kid === undefined || digits === undefined) {
    const mend = "Print it: npx jwt-auth-bridge key --audience <name>";
    throw new ConfigurationError("key_malformed", `${name} is not <kid>:<64 hexadecimal digits>. ${mend}`);
  }
  const key = makeKey(kid, Buffer.from(digits, "hex"));
  // It was derived for one audience; a verifier of another finds no token that matches it.
  return { keysFor: () => [key] };
}

/**
 * The HS256 key of one API (profile rules K2, K3). The audience is part of it: no API can use another's.
 *
 * @throws {@link ConfigurationError} for an unusable secret or audience.
 */
export function deriveKey(secret: string, audience: string): Key {
  checkSecret(secret);
  checkAudience(audience);
  const kid = hkdf(secret, `key-id/HS256/${audience}`, 8).toString("base64url");
  return makeKey(kid, hkdf(secret, `access-token/HS256/${audience}`, 32));
}

/** The signature segment of `<header>.<payload>`: canonical base64url of its HMAC-SHA256. */
export function sign(key: Key, signingInput: string): string {
  return createHmac("sha256", key.material).update(signingInput).digest("base64url");
}

/**
 * Give the audience back when it can name an API (rule K7): 1 to 255 bytes, no control characters.
 *
 * @throws {@link ConfigurationError}
 */
export function checkAudience(audience: unknown, name = "The audience"): string {
  if (typeof audience !== "string" || audience === "") {
    throw new ConfigurationError(
      "setting_missing",
      `${name} is not set. Give the name of your API, such as todo-api`,
    );
  }
  // In bytes: it becomes part of HKDF's info, which libraries limit.
  const fits = isIdentifier(audience) && Buffer.byteLength(audience) <= MAX_AUDIENCE_LENGTH;
  if (!fits || !isWellFormed(audience)) {
    const message = `${name} is not a name. Use 1 to 255 bytes without control characters, such as todo-api`;
    throw new ConfigurationError("setting_invalid", message);
  }
  return audience;
}

function makeKey(kid: string, material: Buffer): Key {
  const header = `{"alg":"HS256","typ":"at+jwt","kid":"${kid}"}`;
  return {
    algorithm: "HS256",
    kid,
    headerSegment: Buffer.from(header).toString("base64url"),
    material: createSecretKey(material),
  };
}

function hkdf(secret: string, info: string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", Buffer.from(secret), SALT, info, length));
}
