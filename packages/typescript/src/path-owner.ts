// A path without any of these says what it seems to say.
const AMBIGUOUS = /[%\\]|\/\./;
const SEPARATOR = /[/\\]/;
const ESCAPED_SEPARATOR = /%(?:2f|5c)/i;

/**
 * Whether the path of a request is its caller's own: its `user_id` is the caller's id, code point by code point.
 *
 * Routers, file servers and proxies read dot segments, escaped slashes and backslashes each in a way of their own, and one of
 * them would find another user behind such a path. So it is nobody's, and neither is any path that of an id with a slash.
 *
 * @param caller - The `sub` of the token.
 * @param userId - The path's `user_id`, percent-decoded once.
 * @param targets - The request's target as it came; a second one where the app has put another in its place.
 * @see conformance/PROFILE.md, rule A3
 */
export function ownsPath(caller: string, userId: string, targets: readonly string[]): boolean {
  return userId === caller && !SEPARATOR.test(caller) && targets.every(isUnambiguous);
}

function isUnambiguous(target: string): boolean {
  if (!AMBIGUOUS.test(target)) return true;
  const path = target.replace(/\?.*/s, "");
  if (ESCAPED_SEPARATOR.test(path)) return false;
  try {
    return !decodeURIComponent(path)
      .split(SEPARATOR)
      .some((segment) => segment === "." || segment === "..");
  } catch {
    return false; // Not UTF-8: one reader replaces what another keeps.
  }
}
