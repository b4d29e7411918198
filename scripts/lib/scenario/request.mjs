/** One request to one process, with when it was sent and when it was answered. */

/** Milliseconds: longer than any time-out of the web app's and of the API's own. */
const PATIENCE = 15_000;

/**
 * @typedef {object} Answer
 * @property {number} status - 0: none
 * @property {string} text
 * @property {string} headers - one a line
 * @property {string} cookies - as a browser sends them back
 * @property {import("./spans.mjs").Span} span
 */

/**
 * @param {import("./system.mjs").Server} server
 * @param {string} path
 * @param {{ method?: string, headers?: Record<string, string>, body?: unknown }} [request]
 * @returns {Promise<Answer>}
 */
export async function send({ component, port }, path, { method = "GET", headers = {}, body } = {}) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const type = body === undefined ? {} : { "content-type": "application/json" };
  const from = Date.now();
  component.busy += 1;
  try {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...headers, ...type },
      ...content,
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = await response.text();
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    const cookies = response.headers.getSetCookie().map((line) => line.split(";")[0]);
    return {
      status: response.status,
      text,
      headers: lines,
      cookies: cookies.join("; "),
      span: { from, to: Date.now() },
    };
  } catch {
    return { status: 0, text: "", headers: "", cookies: "", span: { from, to: Date.now() } };
  } finally {
    component.busy -= 1;
  }
}

/**
 * Whom a balancer would ask: one that is not being replaced. One that was killed may be asked, as nobody knows yet.
 *
 * @param {readonly import("./system.mjs").Server[]} servers
 * @param {import("../isolation/random.mjs").Random} random
 */
export function choose(servers, random) {
  const open = servers.filter(({ component }) => component.state !== "away");
  return random.pick(open.length > 0 ? open : servers);
}
