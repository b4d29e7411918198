/** The headers of a request of Node's, over HTTP/1.1 or HTTP/2. */
export interface HeaderSource {
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
  /** By name in lower case, without what came twice. */
  readonly headers: { readonly authorization?: string | readonly string[] | undefined };
}

const NAME = "authorization";

/**
 * Every value of a request's `Authorization` header, as it came. Node's joined `headers` would hide a second one.
 * A request that no server has read (serverless adapters and mocks make such) may have nothing else: then they count.
 */
export function findAuthorization({
  rawHeaders = [],
  headers,
}: HeaderSource): string | readonly string[] | undefined {
  if (rawHeaders.length === 0) return headers.authorization;
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!isAuthorization(rawHeaders[at])) continue;
    if (found !== undefined)
      return rawHeaders.filter((_, each) => each % 2 === 1 && isAuthorization(rawHeaders[each - 1]));
    found = rawHeaders[at + 1];
  }
  return found;
}

function isAuthorization(name = ""): boolean {
  return name.length === NAME.length && name.toLowerCase() === NAME;
}
