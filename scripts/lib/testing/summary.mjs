/** What `npm test` says: its help, and the end of a run. */
import { seconds } from "../progress.mjs";

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures - names of the tests that failed
 * @property {string[]} notes - what the table says beside the numbers
 * @property {number} time - milliseconds
 * @property {string} output - what to read when something failed
 */

/** @param {readonly Outcome[]} outcomes */
export const totals = (outcomes) => ({
  passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
  failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
});

/** @param {readonly Outcome[]} outcomes */
export function formatFailures(outcomes) {
  const parts = outcomes
    .filter(({ failed }) => failed > 0)
    .map(({ name, failures, output }) => {
      const list = failures.map((failure) => `  ✗ ${failure}\n`).join("");
      return `\n──── ${name} ────\n${output.trimEnd()}\n\n${list}`;
    });
  return parts.join("");
}

/** @param {readonly Outcome[]} outcomes */
export function formatTable(outcomes) {
  const row = (/** @type {string[]} */ [name = "", ...numbers], /** @type {string[]} */ notes = []) =>
    [name.padEnd(14) + numbers.map((text) => text.padStart(10)).join(""), ...notes].join("  ");
  const rows = outcomes.map(({ name, passed, failed, time, notes }) =>
    row([name, `${passed}`, `${failed}`, seconds(time)], notes),
  );
  return [row(["suite", "passed", "failed", "time"]), ...rows].join("\n");
}

/** @param {readonly { name: string, title: string }[]} suites */
export function formatHelp(suites) {
  const list = suites.map(({ name, title }) => `  ${name.padEnd(12)}${title}`).join("\n");
  return `Runs every suite, or those that are named, and prepares what they need.

  npm test                    all
  npm test -- static python   these alone

${list}

After the suites the logs are searched for tokens, secrets, cookies and claims.
The last line counts: N passed, N failed. A skipped test counts as failed. Logs are in .data/logs/test.`;
}
