/** Numbers and names of profile v1 that issuing and verifying have in common. @see conformance/PROFILE.md */

/** Rule T1, in bytes. */
export const MAX_TOKEN_LENGTH = 8192;

/** Rule C8, in seconds. */
export const MAX_LIFETIME = 3600;

/** Rule C11, in seconds. */
export const MAX_LEEWAY = 60;

/** Rule C2, in code points. */
const MAX_ID_LENGTH = 255;

/** Rule C10: the names that only the issuer itself writes. */
export const RESERVED_CLAIMS: readonly string[] = ["iss", "aud", "sub", "sid", "jti", "iat", "exp", "nbf"];

/** Whether `text` can be written as UTF-8: it holds no half of a surrogate pair (rule P4). */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Whether `text` may be an identifier in a token: 1 to 255 code points, no control characters (rule C2). */
export function isIdentifier(text: string): boolean {
  // Only a text of more UTF-16 units than allowed code points has to be counted.
  const fits = text.length <= MAX_ID_LENGTH || Array.from(text).length <= MAX_ID_LENGTH;
  return text !== "" && fits && !/\p{Cc}/u.test(text);
}
