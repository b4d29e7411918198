import { ConfigurationError } from "./errors.js";
import { isLoopback } from "./origin.js";

/** What is read at an address: how messages call it, and where Better Auth has it. */
export interface Source {
  /** Such as `The address of the key set`, or a variable. */
  readonly name: string;
  /** Such as `/api/auth/jwks`. */
  readonly path: string;
}

/**
 * Give the address back when what decides over tokens may come from it: over https, or from this machine.
 *
 * @throws {@link ConfigurationError} otherwise.
 */
export function checkSourceAddress(url: unknown, { name, path }: Source): URL {
  const invalid = (what: string) => {
    const mend = `Give the auth server's, such as https://app.example${path}`;
    return new ConfigurationError("setting_invalid", `${name} ${what}. ${mend}`);
  };
  const parsed = typeof url === "string" && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined) throw invalid("is not a URL");
  if (parsed.username || parsed.password || parsed.hash) throw invalid("holds more than an address");
  if (parsed.protocol !== "https:" && !isLoopback(parsed.origin)) {
    throw invalid("is neither https nor on this machine");
  }
  return parsed;
}
