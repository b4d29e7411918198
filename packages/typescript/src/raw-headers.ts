/** The headers of a request of Node's, over HTTP/1.1 or HTTP/2. */
export interface HeaderSource {
  /** Names and values in turn, as they came. */
  readonly rawHeaders?: readonly string[] | undefined;
  /** By name in lower case, without what came twice. */
  readonly headers: { readonly authorization?: string | readonly string[] | undefined };
}

/**
 * Every value of a request's `Authorization` header, as it came. Node's joined `headers` would hide a second one.
 * A request that no server has read (serverless adapters and mocks make such) may have nothing else: then they count.
 */
export function findAuthorization({
  rawHeaders = [],
  headers,
}: HeaderSource): string | readonly string[] | undefined {
  if (rawHeaders.length === 0) return headers.authorization;
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "authorization");
}
