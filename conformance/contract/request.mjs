/** Bytes of a request, as nobody else would write them: no header is added, merged, trimmed or checked. */

/**
 * @param {object} request
 * @param {string} [request.method]
 * @param {string} request.target - path and query, as they go out
 * @param {readonly string[]} [request.headers] - whole lines, such as "Authorization: Bearer …"
 * @param {string} [request.body]
 * @param {"1.0" | "1.1"} [request.version]
 * @param {boolean} [request.keepAlive] - whether more requests follow on the connection
 */
export function requestBytes({
  method = "GET",
  target,
  headers = [],
  body = "",
  version = "1.1",
  keepAlive = false,
}) {
  const content = bytesOf(body);
  const lines = [
    `${method} ${target} HTTP/${version}`,
    "Host: 127.0.0.1",
    ...(keepAlive ? [] : ["Connection: close"]),
    ...(content.length > 0 ? [`Content-Length: ${content.length}`] : []),
    ...headers,
  ];
  return Buffer.concat([...lines.map((line) => bytesOf(`${line}\r\n`)), bytesOf("\r\n"), content]);
}

/** One byte a character, as HTTP's own text is; UTF-8 where a character has no such byte. @param {string} text */
function bytesOf(text) {
  const single = Buffer.from(text, "latin1");
  return single.toString("latin1") === text ? single : Buffer.from(text, "utf8");
}
