import { ConfigurationError } from "./errors.js";

/**
 * The origin of an auth server, which is its issuer, or of an API (profile rule K6).
 *
 * @param name - The setting or variable that holds the URL, for messages.
 * @returns `scheme://host[:port]` in lower case, a default port and any path dropped.
 * @throws {@link ConfigurationError} without a URL, and for one that is not plain http or https.
 */
export function originOf(url: unknown, name: string): string {
  const mend = `Set ${name} to an address such as https://app.example`;
  if (typeof url !== "string" || url === "") {
    throw new ConfigurationError("setting_missing", `${name} is not set. ${mend}`);
  }
  // The URL parser drops white space and reads "\" as "/"; other languages do not.
  const parsed = /[\s\\]/.test(url) || !URL.canParse(url) ? undefined : new URL(url);
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) {
    throw new ConfigurationError("setting_invalid", `${name} is not an http or https URL. ${mend}`);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new ConfigurationError("setting_invalid", `${name} holds a user name or a password. ${mend}`);
  }
  return parsed.origin;
}
