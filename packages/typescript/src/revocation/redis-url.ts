import { ConfigurationError } from "../errors.js";

const PRINTABLE = /^[!-~]+$/;
const DATABASE = /^\/?$|^\/[0-9]{1,5}$/;

/**
 * Give the address of a Redis back: `redis://[user:password@]host[:port][/database]`, or `rediss://` for TLS.
 *
 * @throws {@link ConfigurationError} for anything else: options in it could switch the check of TLS off. The message holds
 *   nothing of it.
 */
export function checkRedisUrl(url: unknown): string {
  if (typeof url === "string" && PRINTABLE.test(url) && isAddress(url)) return url;
  const mend = "Set it to an address such as redis://localhost:6379";
  throw new ConfigurationError("setting_invalid", `REDIS_URL is not an address of Redis. ${mend}`);
}

function isAddress(text: string): boolean {
  try {
    const { protocol, username, password, hostname, pathname, search, hash } = new URL(text);
    // The client decodes them later, when nobody looks.
    decodeURIComponent(username + password);
    const isRedis = protocol === "redis:" || protocol === "rediss:";
    return isRedis && hostname !== "" && DATABASE.test(pathname) && search === "" && hash === "";
  } catch {
    return false;
  }
}
