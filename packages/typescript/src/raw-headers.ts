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
  return rawHeaders.length === 0 ? headers.authorization : findRaw(rawHeaders);
}

/** The same from the raw headers alone. */
export function findRaw(rawHeaders: readonly string[] = []): string | readonly string[] | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (!isAuthorization(rawHeaders[at])) continue;
    if (found !== undefined) return findEach(rawHeaders);
    found = rawHeaders[at + 1];
  }
  return found;
}

function findEach(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && isAuthorization(rawHeaders[at - 1]));
}

function isAuthorization(name = ""): boolean {
  return name.length === NAME.length && name.toLowerCase() === NAME;
}
