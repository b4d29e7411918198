/**
 * Child processes, each the leader of a process group of its own, so that its children end with it and a
 * Ctrl-C in the terminal reaches only this process, which then stops the groups in order.
 */
import { spawn } from "node:child_process";
import { Failure } from "./failure.mjs";
import { openLog, tail } from "./logs.mjs";

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */
/**
 * @typedef {object} LaunchOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log - file for what the process prints
 * @property {(line: string) => void} [echo] - called with each printed line as well
 * @property {"ignore" | "pipe"} [stdin] - a pipe has nothing in it, and ends when this process does, however that is
 */

/** @type {Set<ChildProcess>} */
const running = new Set();

// The last resort: whatever ends this process, no group outlives it.
process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/**
 * Start a process that reads nothing and prints into a log.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {LaunchOptions} options
 */
export function launch(command, args, { cwd, env, log, echo, stdin = "ignore" }) {
  const file = openLog(log);
  const output = echo ? "pipe" : file.fd;
  const child = spawn(command, args, { cwd, env, detached: true, stdio: [stdin, output, output] });
  running.add(child);
  if (echo) forwardLines(child, file, echo);
  else file.close();
  child.once("error", () => running.delete(child));
  return child;
}

/**
 * Run a command to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {LaunchOptions & { what: string, shown?: number }} options - `what` names the work in the failure, which
 *   shows that many lines of the output
 * @throws {Failure} when the command is not there or ends with another code than 0.
 */
export async function run(command, args, { what, shown, ...options }) {
  const ended = await exitOf(launch(command, args, options));
  if (ended === "code 0") return;
  throw new Failure(`${what} failed (${ended}). All of its output: ${options.log}`, tail(options.log, shown));
}

/**
 * Wait for the end, and say it in words: "code 0", "signal SIGTERM", "spawn foo ENOENT".
 *
 * @param {ChildProcess} child
 * @returns {Promise<string>}
 */
export function exitOf(child) {
  if (child.exitCode !== null) return Promise.resolve(`code ${child.exitCode}`);
  if (child.signalCode !== null) return Promise.resolve(`signal ${child.signalCode}`);
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`));
  });
}

/**
 * End a process and everything that it has started: politely, then by force.
 *
 * @param {ChildProcess} child
 * @param {number} grace - milliseconds
 */
export async function stop(child, grace = 8_000) {
  signalGroup(child, "SIGTERM");
  if (!(await groupEnds(child, grace))) {
    signalGroup(child, "SIGKILL");
    await groupEnds(child, 2_000);
  }
  running.delete(child);
}

export const stopAll = () => Promise.all([...running].map((child) => stop(child)));

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals | 0} signal - 0 only asks whether somebody is there
 * @returns {boolean} whether the group still has a member
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false; // ESRCH: nobody is left; EPERM: macOS says so of zombies
  }
}

/** @param {ChildProcess} child @param {number} patience - milliseconds */
async function groupEnds(child, patience) {
  const end = Date.now() + patience;
  while (signalGroup(child, 0)) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return true;
}

/**
 * @param {ChildProcess} child
 * @param {ReturnType<typeof openLog>} file
 * @param {(line: string) => void} echo
 */
function forwardLines(child, file, echo) {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
      file.write(text);
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) echo(line);
    });
  }
  child.once("close", () => file.close());
}
