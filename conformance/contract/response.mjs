/** Reads an HTTP/1 response out of bytes, as it stands: nothing is decoded, merged or made right. */

/**
 * @typedef {object} Response
 * @property {number} status
 * @property {readonly (readonly [name: string, value: string])[]} headers - names in lower case, as often as they came
 * @property {string} body - one character a byte
 */

const END = "\r\n\r\n";

/**
 * @param {Buffer} received
 * @param {{ ended: boolean, bodiless: boolean }} state - whether the server has closed; whether it answers HEAD
 * @returns {{ response: Response, length: number } | undefined} the first response and its bytes; undefined while it is incomplete
 */
export function parseResponse(received, { ended, bodiless }) {
  const text = received.toString("latin1");
  const end = text.indexOf(END);
  if (end < 0) return undefined;
  const [start = "", ...lines] = text.slice(0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(start)?.[1]);
  if (!status) throw new Error(`not a status line: ${JSON.stringify(start.slice(0, 80))}`);
  const headers = lines.map(splitHeader);
  const rest = text.slice(end + END.length);
  const body =
    bodiless || status < 200 || [204, 304].includes(status)
      ? { body: "", length: 0 }
      : readBody(headers, rest, ended);
  return body && { response: { status, headers, body: body.body }, length: end + END.length + body.length };
}

/**
 * All values of a header, as one text; undefined when it is not there. Two of a kind never pass for one.
 *
 * @param {Response} response
 * @param {string} name - in lower case
 */
export function headerOf({ headers }, name) {
  const values = headers.filter(([each]) => each === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(" | ");
}

/** @param {string} line @returns {readonly [string, string]} */
function splitHeader(line) {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

/** @param {Response["headers"]} headers @param {string} rest @param {boolean} ended */
function readBody(headers, rest, ended) {
  const find = (/** @type {string} */ name) => headers.find(([each]) => each === name)?.[1];
  if (find("transfer-encoding") === "chunked") return readChunks(rest);
  const length = find("content-length");
  if (length === undefined) return ended ? { body: rest, length: rest.length } : undefined;
  return rest.length < Number(length)
    ? undefined
    : { body: rest.slice(0, Number(length)), length: Number(length) };
}

/** @param {string} rest */
function readChunks(rest) {
  let body = "";
  let at = 0;
  for (;;) {
    const line = rest.indexOf("\r\n", at);
    if (line < 0) return undefined;
    const size = Number.parseInt(rest.slice(at, line), 16);
    const next = line + 2 + size + 2; // the chunk's own line end; the last chunk is empty, and trailers are not used
    if (rest.length < next) return undefined;
    body += rest.slice(line + 2, line + 2 + size);
    at = next;
    if (size === 0) return { body, length: at };
  }
}
