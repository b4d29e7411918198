import { ConfigurationError } from "./errors.js";
import { isLoopback } from "./origin.js";

/**
 * Whether refusals tell their reason in the body (`AUTH_DEBUG=1`). Where others can reach the app, nobody may switch it on:
 * the issuer then is not at a loopback address.
 *
 * @param issuer - Origin of the auth server.
 * @throws {@link ConfigurationError} for `debug` with any other issuer.
 * @see conformance/PROFILE.md, rule A4
 */
export function checkDebug(debug: boolean, issuer: string): boolean {
  if (debug && !isLoopback(issuer)) {
    const message =
      "AUTH_DEBUG tells callers why they are refused, and BETTER_AUTH_URL is not a loopback address. Unset AUTH_DEBUG: the reason is in the log";
    throw new ConfigurationError("debug_in_production", message);
  }
  return debug;
}
