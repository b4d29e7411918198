/** Processor time of other processes and of a core, from Linux's /proc. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";

/** Below this a core was not the limit, so requests a second say nothing about the code that ran on it. */
export const SATURATED = 0.9;

/**
 * Ticks in user and kernel mode.
 *
 * @param {string} stat - a line of /proc/<pid>/stat; the name in its parentheses may hold anything
 */
export function parseTicks(stat) {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]); // utime and stime: fields 14 and 15, see proc(5)
}

/**
 * Ticks in which a core did anything.
 *
 * @param {string} stat - /proc/stat
 * @param {number} core
 */
export function parseCoreTicks(stat, core) {
  const line = stat.split("\n").find((each) => each.startsWith(`cpu${core} `)) ?? "";
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(" ").slice(1).map(Number);
  return user + nice + system + irq + softirq;
}

/**
 * @typedef {object} Clocks - seconds of processor time
 * @property {(pid: number) => number} tree - of a process and its children
 * @property {(core: number) => number} core - of whatever ran on it
 */

/** @returns {Clocks} @throws {Failure} where there is no /proc. */
export function processorClocks() {
  if (process.platform !== "linux") {
    throw new Failure("the servers are measured on Linux only: a saturated core is proved from /proc");
  }
  const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  return {
    tree: (pid) => treeTicks(pid) / ticks,
    core: (core) => parseCoreTicks(readFileSync("/proc/stat", "utf8"), core) / ticks,
  };
}

/** @param {number} pid @returns {number} */
function treeTicks(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
  const own = parseTicks(readFileSync(`/proc/${pid}/stat`, "utf8"));
  return children.reduce((sum, child) => sum + treeTicks(child), own);
}
