/** Load from wrk. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { run } from "../../scripts/lib/processes.mjs";
import { childEnv } from "./context.mjs";

export const CONNECTIONS = 64;

/**
 * @typedef {object} Load
 * @property {number} perSecond - answers
 * @property {number} p50 - milliseconds
 * @property {number} p99 - milliseconds
 * @property {number} seconds - how long the load lasted, without wrk's own start
 * @property {number} busy - which part of a core wrk itself took
 */

/** wrk's version. */
export function wrkVersion() {
  const { stdout } = spawnSync("wrk", ["--version"], { encoding: "utf8" }); // which ends with code 1
  return /wrk (?:debian\/)?(\S+)/.exec(stdout)?.[1] ?? "unknown";
}

/**
 * Load one server, every connection asking anew as soon as it is answered.
 *
 * @param {object} options
 * @param {string} options.id - of the server
 * @param {string} options.origin
 * @param {number} options.seconds
 * @param {string} options.loadFile - see load/cycle.lua
 * @param {import("./cores.mjs").Pin} options.pin
 * @param {string} options.log
 * @returns {Promise<Load>}
 * @throws {Failure} when any answer is not 200.
 */
export async function load({ id, origin, seconds, loadFile, pin, log }) {
  const script = inRoot("bench/load/cycle.lua");
  // Slow is not failed: the slowest peers take longer than the two seconds that wrk waits unless told.
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--timeout", "20s", "-s", script, origin];
  const [command = "wrk", ...rest] = pin(["wrk", ...args]);
  await run(command, rest, { cwd: ROOT, env: childEnv({ BENCH_LOAD: loadFile }), log, what: "wrk" });
  return loadOf(id, readFileSync(log, "utf8"));
}

/**
 * @param {string} id - of the server
 * @param {string} output - wrk's, with the line that load/cycle.lua prints at its end
 * @returns {Load}
 * @throws {Failure} when any answer is not 200, or there was none.
 */
export function loadOf(id, output) {
  const summary = JSON.parse(output.trim().split("\n").pop() ?? "");
  const { requests, microseconds, failed, p50Microseconds, p99Microseconds, processorSeconds } = summary;
  if (failed > 0)
    throw new Failure(
      `${failed} of ${requests} requests to the server ${id} failed or were not answered 200`,
    );
  if (!(requests > 0)) throw new Failure(`the server ${id} answered no request`);
  const seconds = microseconds / 1e6;
  return {
    perSecond: requests / seconds,
    p50: p50Microseconds / 1000,
    p99: p99Microseconds / 1000,
    seconds,
    busy: processorSeconds / seconds,
  };
}
