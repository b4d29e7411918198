/**
 * Every value of a request's `Authorization` header, as it came. Node's joined `headers` would hide a second one.
 *
 * @param rawHeaders - Names and values in turn, as `IncomingMessage` and `Http2ServerRequest` have them.
 */
export function findAuthorization(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === "authorization");
}
