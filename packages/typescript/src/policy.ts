import { checkAudience } from "./audience.js";
import type { Policy } from "./claims.js";
import { ConfigurationError } from "./errors.js";
import { isOrigin } from "./origin.js";
import { MAX_LEEWAY } from "./profile.js";

type PolicySettings = Pick<Policy, "issuer" | "audience"> & Partial<Policy>;

/** @throws {@link ConfigurationError} for settings that cannot work. */
export function readPolicy({ issuer, audience, leeway = 5 }: PolicySettings): Policy {
  if (typeof issuer !== "string" || issuer === "") {
    const message = "The issuer is not set. Give the origin of the auth server, such as https://app.example";
    throw new ConfigurationError("setting_missing", message);
  }
  // With a slash at its end, say, it would be the issuer of no token.
  if (!isOrigin(issuer)) {
    const message = "The issuer is not an origin. Give that of the auth server, such as https://app.example";
    throw new ConfigurationError("setting_invalid", message);
  }
  if (typeof leeway !== "number" || !(leeway >= 0 && leeway <= MAX_LEEWAY)) {
    throw new ConfigurationError(
      "setting_invalid",
      `The leeway is not a number of seconds from 0 to ${MAX_LEEWAY}`,
    );
  }
  return { issuer, audience: checkAudience(audience), leeway };
}
