import { connect, createServer } from "node:net";
import { Failure } from "./failure.mjs";

/** @returns {Promise<number>} a port of the loopback interface that nobody listens on right now */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * @param {string} host
 * @param {number} port
 * @param {number} patience - milliseconds
 * @returns {Promise<boolean>} whether somebody accepts connections there
 */
export function answers(host, port, patience = 1_000) {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patience });
    const settle = (/** @type {boolean} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => settle(true));
    socket.once("error", () => settle(false));
    socket.once("timeout", () => settle(false));
  });
}

/**
 * @param {number} port
 * @param {string} option - that chooses another, such as "--web-port"
 * @param {string} command - such as "npm start"
 * @throws {Failure} when the port is taken, or may not be had.
 */
export async function requireFreePort(port, option, command) {
  // A browser tries ::1 for "localhost" as well, and macOS lets 127.0.0.1 be bound beside 0.0.0.0: so ask both.
  const taken = (await answers("127.0.0.1", port)) || (await answers("::1", port));
  const problem = taken ? "EADDRINUSE" : await bindProblem(port);
  if (!problem) return;
  const reason = problem === "EADDRINUSE" ? "is taken" : `cannot be used (${problem})`;
  const other = port < 65_000 ? port + 100 : port - 100;
  throw new Failure(`port ${port} ${reason}. Choose another: ${command} -- ${option} ${other}`);
}

/** @param {number} port @returns {Promise<string | undefined>} */
function bindProblem(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      resolve(error.code ?? error.message),
    );
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(undefined)));
  });
}
