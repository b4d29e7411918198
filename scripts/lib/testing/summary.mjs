/** The end of a test run, in words. */
import { seconds } from "../progress.mjs";

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} failures - names of the tests that failed
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
  const row = (/** @type {string[]} */ [name = "", ...numbers]) =>
    `${name.padEnd(14)}${numbers.map((text) => text.padStart(10)).join("")}`;
  const rows = outcomes.map(({ name, passed, failed, time }) =>
    row([name, `${passed}`, `${failed}`, seconds(time)]),
  );
  return [row(["suite", "passed", "failed", "time"]), ...rows].join("\n");
}
