/** What a run has shown, as lines of text and as files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {import("./run.mjs").Outcome} Outcome */

const FOLDER = fileURLToPath(new URL("findings/", import.meta.url));
const MEND =
  "Decide by PROFILE.md who is right, add it as a case in conformance/cases, watch it fail, mend the code.";

/** @param {Outcome} outcome @returns {string} tables, then what was found */
export function describe({ seed, count, found, findings, tally, waits, time }) {
  const families = [...tally.families].sort(([a], [b]) => a.localeCompare(b));
  const words = [...tally.words].sort(([, a], [, b]) => b - a);
  const { tokens, hostileTokens } = tally.oracles();
  const { hostile, benign, unknown } = tally.known;
  return [
    table(
      ["family", "cases", "accepted", "invalid", "expired", "missing"],
      families.map(([name, row]) => [name, ...Object.values(row)]),
    ),
    "",
    `Reasons: ${words.map(([word, times]) => `${word} ${number(times)}`).join(", ")}.`,
    `Known beforehand: ${number(hostile)} hostile, ${number(benign)} benign; ${number(unknown)} only compared.`,
    "",
    `Oracles were asked about ${number(tokens)} tokens: all that one of ours accepts, and a tenth of the others. Of the ${number(hostileTokens)} hostile ones`,
    table(["oracle", "accepted"], [...tally.fooled]),
    "",
    `Time: ${seconds(time)}. Waited for ${[...waits].map(([name, wait]) => `${name} ${seconds(wait)}`).join(", ")}; they work beside each other.`,
    "",
    ...findings.map(
      ({ kind, alike, families: names, index, verdicts }) =>
        `${kind} × ${alike}: ${names.join(" + ")}, case ${index}\n${sayings(verdicts)}`,
    ),
    ...(found > 0 ? [`Written to ${FOLDER}. ${MEND}`, ""] : []),
    `${number(count)} cases, seed ${seed}: ${number(found)} findings of ${findings.length} kinds`,
  ].join("\n");
}

/** Write each finding into a file of its own. @param {Outcome} outcome */
export function save({ seed, findings }) {
  if (findings.length > 0) mkdirSync(FOLDER, { recursive: true });
  for (const finding of findings) {
    const text = `${JSON.stringify({ mend: MEND, ...finding }, null, 1)}\n`;
    writeFileSync(`${FOLDER}${seed}-${finding.index}.json`, text);
  }
}

/** @param {import("./panel.mjs").Verdicts} verdicts */
const sayings = (verdicts) =>
  Object.entries(verdicts)
    .map(
      ([name, verdict]) =>
        `  ${name.padEnd(11)} ${"crash" in verdict ? `crash: ${verdict.crash}` : verdict.ok ? "accepted" : `${verdict.code}, ${verdict.reason}`}`,
    )
    .join("\n");

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
function table(head, rows) {
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "number" ? number(cell) : cell)),
  );
  const widths = head.map((_, at) => Math.max(...cells.map((row) => row[at]?.length ?? 0)));
  const line = (/** @type {string[]} */ row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ");
  return cells.map(line).join("\n");
}

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** @param {number} value */
export const number = (value) => value.toLocaleString("en");
