import { ConfigurationError } from "../errors.js";
import { checkSourceAddress } from "../source-address.js";

const FEED = { name: "The address of the revocation feed", path: "/api/auth/revocations" };

/**
 * Give the feed's address back when revocations may come from it. Its query is the cursor's.
 *
 * @throws {@link ConfigurationError} otherwise.
 */
export function checkAddress(url: string): string {
  if (checkSourceAddress(url, FEED).search) {
    const message = `${FEED.name} holds more than an address. Leave the query out`;
    throw new ConfigurationError("setting_invalid", message);
  }
  return url;
}
