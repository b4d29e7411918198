/** A connection to a server of this machine on which exactly the given bytes go out. */
import { connect } from "node:net";
import { parseResponse } from "./response.mjs";

/** @typedef {import("./response.mjs").Response} Response */

const PATIENCE = 10_000; // milliseconds

export class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake = () => {};

  /** @param {number} port */
  constructor(port) {
    this.#socket = connect({ host: "127.0.0.1", port, noDelay: true });
    this.#socket.on("data", (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#wake();
    });
    // A server that refuses a request may close while bytes are still on their way: what it answered counts.
    this.#socket.on("error", () => {});
    for (const event of ["end", "close"]) {
      this.#socket.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
  }

  /** @param {Buffer} bytes */
  send(bytes) {
    this.#socket.write(bytes);
  }

  /**
   * The next response, 1xx ones too.
   *
   * @param {{ bodiless?: boolean }} [options] - for the answer to HEAD
   * @returns {Promise<Response | undefined>} undefined when the server has closed without one
   * @throws {Error} when nothing whole has come after ten seconds.
   */
  async response({ bodiless = false } = {}) {
    const late = Date.now() + PATIENCE;
    for (;;) {
      const ended = this.#ended;
      const parsed = parseResponse(this.#received, { ended, bodiless });
      if (parsed) {
        this.#received = this.#received.subarray(parsed.length);
        return parsed.response;
      }
      if (ended) return undefined;
      if (Date.now() >= late) throw new Error(`no whole response after ${PATIENCE / 1000} s`);
      await this.#more(late - Date.now());
    }
  }

  close() {
    this.#socket.destroy();
  }

  /** @param {number} patience - milliseconds @returns {Promise<void>} */
  #more(patience) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * One request on a connection of its own.
 *
 * @param {number} port
 * @param {Buffer} bytes
 * @returns {Promise<Response | undefined>} the final response; undefined when the server closes without one
 */
export async function exchange(port, bytes) {
  const connection = new Connection(port);
  try {
    connection.send(bytes);
    const bodiless = bytes.subarray(0, 5).toString("latin1") === "HEAD ";
    for (;;) {
      const response = await connection.response({ bodiless });
      if (response === undefined || response.status >= 200) return response;
    }
  } finally {
    connection.close();
  }
}
