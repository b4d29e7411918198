import { ConfigurationError } from "../errors.js";
import { isLoopback } from "../origin.js";

/**
 * Give the feed's address back when revocations may come from it: over https, or from this machine.
 *
 * @throws {@link ConfigurationError} otherwise.
 */
export function checkAddress(url: string): string {
  const mend = "Give the auth server's, such as https://app.example/api/auth/revocations";
  const invalid = (what: string) =>
    new ConfigurationError("setting_invalid", `The address of the revocation feed ${what}. ${mend}`);
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw invalid("is not a URL");
  if (parsed.username || parsed.password || parsed.hash || parsed.search) {
    throw invalid("holds more than an address");
  }
  if (parsed.protocol !== "https:" && !isLoopback(parsed.origin)) {
    throw invalid("is neither https nor on this machine");
  }
  return url;
}
