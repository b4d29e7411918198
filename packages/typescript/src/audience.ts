import { ConfigurationError } from "./errors.js";
import { isIdentifier, isWellFormed } from "./profile.js";

const MAX_LENGTH = 255;

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
  const fits = isIdentifier(audience) && Buffer.byteLength(audience) <= MAX_LENGTH;
  if (!fits || !isWellFormed(audience)) {
    const message = `${name} is not a name. Use 1 to 255 bytes without control characters, such as todo-api`;
    throw new ConfigurationError("setting_invalid", message);
  }
  return audience;
}
