import { ConfigurationError } from "./errors.js";
import { isWellFormed } from "./profile.js";

const MIN_CHARACTERS = 32;
const MIN_DIFFERENT = 8;
const MEND = "Make one: openssl rand -base64 32";
// Public: Better Auth signs with it when nothing is configured, and only warns.
const PUBLIC_DEFAULT = "better-auth-secret-12345678901234567890";
// Wider than trim(): U+0085 is white space to other languages.
const EDGE_SPACE = /^[\p{White_Space}\u{feff}]|[\p{White_Space}\u{feff}]$/u;

/**
 * Give the secret back when it is fit for use (profile rule K1).
 *
 * @param name - How messages call it, usually the variable that it came from.
 * @throws {@link ConfigurationError} whose `code` is the word of the first broken rule. Never holds the value.
 */
export function checkSecret(secret: unknown, name = "The shared secret"): string {
  if (typeof secret !== "string" || secret === "") {
    throw new ConfigurationError("secret_missing", `${name} is not set. ${MEND}`);
  }
  if (secret === PUBLIC_DEFAULT) {
    const message = `${name} is Better Auth's public default, which everybody knows. ${MEND}`;
    throw new ConfigurationError("secret_default", message);
  }
  if (EDGE_SPACE.test(secret)) {
    const message = `${name} begins or ends with white space. Remove it on every side that uses the secret`;
    throw new ConfigurationError("secret_whitespace", message);
  }
  const characters = Array.from(secret);
  if (characters.length < MIN_CHARACTERS) {
    const message = `${name} has ${characters.length} characters; at least ${MIN_CHARACTERS} are needed. ${MEND}`;
    throw new ConfigurationError("secret_short", message);
  }
  const different = new Set(characters).size;
  if (different < MIN_DIFFERENT) {
    const message = `${name} has ${different} different characters; at least ${MIN_DIFFERENT} are needed. ${MEND}`;
    throw new ConfigurationError("secret_repetitive", message);
  }
  // Half a surrogate pair has no UTF-8 form: the two sides could not derive one key from it.
  if (!isWellFormed(secret)) {
    throw new ConfigurationError("secret_not_unicode", `${name} is not valid Unicode text. ${MEND}`);
  }
  return secret;
}
