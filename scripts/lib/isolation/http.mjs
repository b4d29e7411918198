/** Requests to one server, over connections that are kept, and that may hang up in the middle. */
import { Agent, request } from "node:http";

const PATIENCE = 20_000; // ms

/**
 * @typedef {object} Call
 * @property {string} method
 * @property {string} path
 * @property {Record<string, string>} headers
 * @property {unknown} [body] - sent as JSON
 * @property {number} [hangUp] - milliseconds after which the caller is gone
 *
 * @typedef {{ status: number, text: string, headers: string }} Answer
 * @typedef {Awaited<ReturnType<typeof createCaller>>} Caller
 */

/** @param {string} origin @param {number} sockets */
export function createCaller(origin, sockets) {
  const { hostname, port } = new URL(origin);
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  /** @param {Call} call @returns {Promise<Answer | undefined>} undefined: no answer, or not all of it */
  const send = ({ method, path, headers, body, hangUp }) =>
    new Promise((resolve) => {
      const sent = body === undefined ? "" : JSON.stringify(body);
      const outgoing = request({
        agent,
        host: hostname,
        port,
        method,
        path,
        headers: {
          ...headers,
          ...(sent && { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(sent) }),
        },
      });
      const late = setTimeout(() => outgoing.destroy(), hangUp ?? PATIENCE);
      outgoing.once("close", () => {
        clearTimeout(late);
        resolve(undefined); // unless it was answered
      });
      outgoing.once("error", () => {});
      outgoing.once("response", (incoming) => {
        let text = "";
        incoming.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        incoming.once("error", () => {});
        incoming.once("end", () =>
          resolve({ status: incoming.statusCode ?? 0, text, headers: incoming.rawHeaders.join("\n") }),
        );
      });
      outgoing.end(sent);
    });
  return { send, close: () => agent.destroy() };
}
