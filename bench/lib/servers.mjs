/** The servers under load: a process each, on the core of what is measured, and as quick as each can be set up. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { tail } from "../../scripts/lib/logs.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";
import { childEnv } from "./context.mjs";
import { BENCH_PYTHON } from "./python.mjs";

const PATIENCE = 30_000; // milliseconds

/**
 * @typedef {object} Program
 * @property {string} file - below bench/servers: a Python module or a Node program
 * @property {number} [workers] - of uvicorn, 1 unless set
 *
 * @typedef {object} Server
 * @property {string} id
 * @property {number} pid
 * @property {string} origin
 * @property {() => Promise<void>} stop
 */

/**
 * @param {string} id
 * @param {Program} program
 * @param {Record<string, string>} env
 * @param {object} options
 * @param {import("./cores.mjs").Pin} options.pin
 * @param {(name: string) => string} options.log
 * @returns {Promise<Server>} once it accepts connections
 * @throws {Failure} with the end of its log, when it does not.
 */
export async function startServer(id, program, env, options) {
  const port = await freePort();
  const log = options.log(`server-${id}`);
  const [command = "", ...args] = options.pin(commandOf(program, port));
  const child = launch(command, args, { cwd: ROOT, env: childEnv({ ...env, PORT: String(port) }), log });
  const ended = exitOf(child).then(() => false);
  const up = await Promise.race([ended, untilAnswering(port)]);
  if (!up || child.pid === undefined) {
    await stop(child);
    throw new Failure(`the server ${id} did not start. All of its output: ${log}`, tail(log));
  }
  return { id, pid: child.pid, origin: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

/** @param {Program} program @param {number} port */
function commandOf({ file, workers = 1 }, port) {
  if (file.endsWith(".mjs")) return [process.execPath, inRoot("bench/servers", file)];
  const module = file.replace(/^.*\/|\.py$/g, "");
  const app = ["-m", "uvicorn", `${module}:app`, "--app-dir", inRoot("bench/servers/python")];
  const listen = ["--host", "127.0.0.1", "--port", String(port), "--workers", String(workers)];
  const how = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"];
  return [BENCH_PYTHON, ...app, ...listen, ...how];
}

/** @param {number} port */
async function untilAnswering(port) {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await answers("127.0.0.1", port)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
