import { ConfigurationError } from "./errors.js";

// The URL parser drops white space, reads "\" as "/", and adds, completes and decodes; other languages do not.
const PRINTABLE = /^[!-[\]-~]+$/;
const HOST = /^https?:\/\/([a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])(?::\d*)?(?:[/?#]|$)/i;
const LOOPBACK = /^https?:\/\/(?:(?:[a-z0-9_.-]+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/;

/**
 * The origin of an auth server, which is its issuer, or of an API (profile rule K6).
 *
 * @param name - The setting or variable that holds the URL, for messages.
 * @returns `scheme://host[:port]` in lower case, a default port and any path dropped.
 * @throws {@link ConfigurationError} without a URL, and for one that is not plain http or https. What a URL parser would
 *   rewrite (an international host name, `http://127.1`) is refused: write what it becomes.
 */
export function originOf(url: unknown, name: string): string {
  const mend = `Set ${name} to an address such as https://app.example`;
  if (typeof url !== "string" || url === "") {
    throw new ConfigurationError("setting_missing", `${name} is not set. ${mend}`);
  }
  const parsed = PRINTABLE.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) {
    throw new ConfigurationError("setting_invalid", `${name} is not an http or https URL. ${mend}`);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new ConfigurationError("setting_invalid", `${name} holds a user name or a password. ${mend}`);
  }
  if (HOST.exec(url)?.[1]?.toLowerCase() !== parsed.hostname) {
    throw new ConfigurationError(
      "setting_invalid",
      `The host of ${name} is not in its plain ASCII form. ${mend}`,
    );
  }
  return parsed.origin;
}

/** Whether this is an origin in the one form that {@link originOf} gives it. */
export function isOrigin(text: string): boolean {
  try {
    return originOf(text, "The origin") === text;
  } catch {
    return false;
  }
}

/** Whether this origin is of the machine itself: `localhost`, `*.localhost`, `127.0.0.0/8`, `[::1]`. */
export function isLoopback(origin: string): boolean {
  return LOOPBACK.test(origin);
}
