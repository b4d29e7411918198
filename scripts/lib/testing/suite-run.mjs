/** One suite: run its command, read its report. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { tail } from "../logs.mjs";
import { exitOf, launch } from "../processes.mjs";
import { countTests } from "./junit.mjs";

const SHOWN_LINES = 250;

/**
 * @param {import("./suites.mjs").Suite} suite
 * @param {NodeJS.ProcessEnv} env
 * @param {(name: string) => string} log
 * @returns {Promise<import("./junit.mjs").Counts & { output: string }>}
 */
export async function runSuite(suite, env, log) {
  const output = log(suite.name);
  const report = output.replace(/\.log$/, ".junit.xml");
  mkdirSync(dirname(report), { recursive: true, mode: 0o700 });
  rmSync(report, { force: true }); // an earlier run's report must not pass for this one's
  const command = suite.command?.(report);
  if (!command) throw new Error(`the suite ${suite.name} has no command`);
  const ended = await exitOf(
    launch(command.command, command.args, { cwd: command.cwd, env: { ...env, ...command.env }, log: output }),
  );
  const counts = judge(existsSync(report) ? readFileSync(report, "utf8") : "", ended);
  return { ...counts, output: tail(output, SHOWN_LINES) };
}

/**
 * Counts that no crash can make look good.
 *
 * @param {string} report - XML; empty when there is none
 * @param {string} ended - how the command ended
 */
export function judge(report, ended) {
  const counts = countTests(report);
  const problem =
    counts.passed + counts.failed === 0
      ? "no test ran"
      : ended !== "code 0" && counts.failed === 0 && "all its tests passed";
  if (!problem) return counts;
  return {
    ...counts,
    failed: counts.failed + 1,
    failures: [...counts.failures, `${problem}, and it ended with ${ended}`],
  };
}
