/** Names of this machine itself (RFC 6761 §6.3, RFC 5735 §3, RFC 4291 §2.5.3). */
const LOOPBACK_NAME = /^((.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Where a page is at home when it was asked for by another name of this machine, such as 127.0.0.1 for localhost.
 *
 * To the browser they are two origins: under the other name Better Auth refuses every form.
 *
 * @param request - Only a GET that accepts HTML, as browsers load pages, is sent home.
 * @param origin - The one that this app is set up for.
 */
export function homeOf(
  request: { readonly method: string; readonly headers: Headers; readonly url: string },
  origin: string,
): URL | undefined {
  if (request.method !== "GET" || !request.headers.get("accept")?.includes("text/html")) return undefined;
  const home = new URL(origin);
  const host = `${home.protocol}//${request.headers.get("host")}`; // request.url has Next's own name for the host
  if (!URL.canParse(host)) return undefined;
  const asked = new URL(host);
  if (asked.hostname === home.hostname || asked.port !== home.port) return undefined;
  if (![asked, home].every(({ hostname }) => LOOPBACK_NAME.test(hostname))) return undefined;
  const { pathname, search } = new URL(request.url);
  home.pathname = pathname; // set, not resolved: "//other.example" stays a path
  home.search = search;
  return home;
}
