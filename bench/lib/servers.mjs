/** The servers under load: one process each, one worker, uvloop and httptools, no access log. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { tail } from "../../scripts/lib/logs.mjs";
import { inRoot, ROOT, VENV_PYTHON } from "../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";
import { childEnv } from "./context.mjs";

const PATIENCE = 30_000; // milliseconds

/**
 * @typedef {object} Server
 * @property {string} id
 * @property {number} pid
 * @property {string} origin
 * @property {() => Promise<void>} stop
 */

/**
 * Start bench/servers/<module>.py on the core of what is measured.
 *
 * @param {string} id
 * @param {string} module
 * @param {import("./context.mjs").Context} context
 * @returns {Promise<Server>} once it accepts connections
 * @throws {Failure} with the end of its log, when it does not.
 */
export async function startServer(id, module, context) {
  const port = await freePort();
  const log = context.log(`server-${id}`);
  const uvicorn = ["-m", "uvicorn", `${module}:app`, "--app-dir", inRoot("bench/servers")];
  const listen = ["--host", "127.0.0.1", "--port", String(port)];
  const how = ["--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"];
  const [command = VENV_PYTHON, ...args] = context.pins.subject([VENV_PYTHON, ...uvicorn, ...listen, ...how]);
  const child = launch(command, args, { cwd: ROOT, env: childEnv(context), log });
  const ended = exitOf(child).then(() => false);
  const up = await Promise.race([ended, untilAnswering(port)]);
  if (!up || child.pid === undefined) {
    await stop(child);
    throw new Failure(`the server ${module} did not start. All of its output: ${log}`, tail(log));
  }
  return { id, pid: child.pid, origin: `http://127.0.0.1:${port}`, stop: () => stop(child) };
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
