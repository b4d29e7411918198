import { createSecretKey, hkdfSync, timingSafeEqual } from "node:crypto";
import { checkAudience } from "./audience.js";
import { macOf } from "./hmac.js";
import type { Key } from "./key.js";
import { checkSecret } from "./secret.js";

const SALT = "jwt-auth-bridge/v1";
/** The characters of two signatures, while they are compared. */
const [given, expected] = [Buffer.alloc(43), Buffer.alloc(43)];

/**
 * The HS256 key of one API (profile rules K2, K3). The audience is part of it: no API can use another's.
 *
 * @throws {@link ConfigurationError} for an unusable secret or audience.
 */
export function deriveKey(secret: string, audience: string): Key {
  checkSecret(secret);
  checkAudience(audience);
  const kid = hkdf(Buffer.from(secret), `key-id/HS256/${audience}`, 8).toString("base64url");
  return makeKey(kid, hkdf(Buffer.from(secret), `access-token/HS256/${audience}`, 32));
}

/** The signature segment of `<header>.<payload>`: canonical base64url of its HMAC-SHA256. */
export function sign({ material }: Pick<Key, "material">, signingInput: string): string {
  return macOf(material)(signingInput);
}

/** Whether this is the segment that {@link sign} gives, compared as text and in constant time: canonical text is as good as the bytes. */
export function hasMac(key: Pick<Key, "material">, signingInput: string, signature: string): boolean {
  // A character of several bytes is in no signature, and would leave a part of the one before.
  if (signature.length !== given.length || given.write(signature) !== given.length) return false;
  expected.write(sign(key, signingInput));
  return timingSafeEqual(expected, given);
}

/** An HS256 key of these 32 bytes. */
export function makeKey(kid: string, material: Buffer): Key {
  const header = `{"alg":"HS256","typ":"at+jwt","kid":"${kid}"}`;
  return {
    algorithm: "HS256",
    kid,
    headerSegment: Buffer.from(header).toString("base64url"),
    material: createSecretKey(material),
  };
}

/** HKDF-SHA256 (RFC 5869) under this project's salt: `info` says what the bytes are for, and nothing else gets them. */
export function hkdf(material: Uint8Array, info: string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", material, SALT, info, length));
}
