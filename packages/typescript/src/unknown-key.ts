import { decode } from "./base64url.js";
import { TokenInvalidError } from "./errors.js";
import { parseObject } from "./strict-json.js";

// A kid that is longer or of other characters was not made by any of us: it stays out of the log.
const PRINTABLE = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The refusal of a token whose `kid` names none of the verifier's keys. It tells what most likely differs between
 * the two sides: a key is derived from the secret and the audience.
 *
 * @param isPublished - Whether keys of the token's kind come from a key set.
 * @param payload - Segment of the token, canonical base64url. Nobody vouches for it: it only chooses the sentence.
 */
export function unknownKey(
  kid: string,
  known: Iterable<string>,
  payload: string,
  audience: string,
  isPublished = false,
): TokenInvalidError {
  const theirs = PRINTABLE.test(kid) ? kid : "another key";
  const difference = isPublished ? "the issuer publishes no such key" : whatDiffers(payload, audience);
  return new TokenInvalidError(
    `kid_unknown: signed with ${theirs}, this API accepts ${[...known].join(", ")}: ${difference}`,
  );
}

function whatDiffers(payload: string, audience: string): string {
  let aud: unknown;
  try {
    ({ aud } = parseObject(decode(payload)));
  } catch {
    return "the secrets or the audiences differ";
  }
  const isSame = aud === audience || (Array.isArray(aud) && aud.includes(audience));
  return isSame
    ? "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"
    : "the audiences differ, set the same JWT_AUDIENCE on both sides";
}
