/** Processor time of another process, from Linux's /proc. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
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

/** @returns {(pid: number) => number} seconds of processor time @throws {Failure} where there is no /proc. */
export function processorClock() {
  if (process.platform !== "linux") {
    throw new Failure("the servers are measured on Linux only: a saturated core is proved from /proc");
  }
  const ticks = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
  return (pid) => parseTicks(readFileSync(`/proc/${pid}/stat`, "utf8")) / ticks;
}
