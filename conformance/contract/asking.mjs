/** Asks one server, one request after the other, and sees what it answers and logs. */
import { exchange } from "./connection.mjs";
import { observedText, readRefusal } from "./observation.mjs";

const PATIENCE = 2_000; // milliseconds; the line is written before the answer, and read from another pipe
const INTERVAL = 1; // milliseconds

/**
 * @typedef {import("../servers/index.mjs").Server} Server
 * @typedef {import("./observation.mjs").Refusal} Refusal
 * @typedef {import("./response.mjs").Response} Response
 */

export class Asking {
  #server;
  #read = 0;
  /** @type {number | null} */
  #now = null;

  /** @param {Server} server */
  constructor(server) {
    this.#server = server;
  }

  get title() {
    return this.#server.title;
  }

  get port() {
    return this.#server.port;
  }

  /** All that the server has printed. */
  get lines() {
    return this.#server.lines;
  }

  /** @param {number | null} now - seconds since 1970 */
  async setClock(now) {
    if (now === this.#now) return;
    await this.#server.setClock(now);
    this.#now = now;
  }

  /**
   * @param {{ now: number, bytes: Buffer }} request
   * @returns {Promise<{ title: string, text: string, response: Response | undefined, refusals: Refusal[] }>}
   */
  async ask({ now, bytes }) {
    await this.setClock(now);
    const response = await exchange(this.port, bytes);
    const isRefusal = response !== undefined && [401, 403].includes(response.status);
    const refusals = await this.refusals(isRefusal ? 1 : 0);
    return { title: this.title, text: observedText(response, refusals), response, refusals };
  }

  /**
   * The refusals that were logged since the last call.
   *
   * @param {number} awaited - so many are waited for, though not for ever
   */
  async refusals(awaited) {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const found = this.lines.slice(this.#read).flatMap((line) => readRefusal(line) ?? []);
      if (found.length >= awaited || Date.now() > end) {
        this.#read = this.lines.length;
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    }
  }
}
