/** The Markdown tables, and their place in the README: nobody types a measured number. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { titlesOf } from "./report.mjs";
import { wordsOf } from "./targets.mjs";

const START = "<!-- results:start, written by npm run bench -->";
const END = "<!-- results:end -->";

/** @typedef {import("./report.mjs").Report} Report */

/** @param {Report} report @returns {string} */
export function tableOf({ title, unit, base, baseTitle, conditions, rows }) {
  const timed = rows.some(({ p99 }) => p99 !== undefined);
  const titleOf = titlesOf(rows);
  const against = baseTitle ?? `“${titleOf(base)}”`;
  const head = ["", unit, "middle half", `against ${against}`, ...(timed ? ["p50", "p99"] : []), "target"];
  const lines = rows.map((row) => [
    row.title,
    figure(row.median),
    `${figure(row.low)}–${figure(row.high)}`,
    ratio(row.relative),
    ...(timed ? [milliseconds(row.p50), milliseconds(row.p99)] : []),
    row.targets.map((target) => verdict(target, titleOf)).join("<br>"),
  ]);
  const rule = head.map((_, column) => (column === 0 || column === head.length - 1 ? "---" : "---:"));
  const said = Object.entries(conditions).map(([name, value]) => `${name}: ${value}`);
  return [`**${title}** (${said.join("; ")})`, "", ...[head, rule, ...lines].map(line)].join("\n");
}

/** @param {import("./targets.mjs").Judged} target @param {(id: string) => string} titleOf */
function verdict(target, titleOf) {
  const found = `${ratio(target.ratio)} ± ${target.noise.toFixed(target.ratio < 10 ? 3 : 1)}`;
  return `${wordsOf(target, titleOf)}: ${found}${target.missed ? ", **missed**" : ""}`;
}

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;

/** Four digits at most, thousands apart. @param {number} value */
function figure(value) {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: value < 1_000 ? 3 : 4 });
}

/** @param {number} value */
const ratio = (value) => value.toFixed(value < 2 ? 3 : 2);

/** @param {number | undefined} value */
const milliseconds = (value) => (value === undefined ? "" : `${value.toFixed(1)} ms`);

/** @param {Record<string, string | number>} facts */
export const factsOf = (facts) =>
  Object.entries(facts)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

/**
 * @param {string} readme
 * @param {string} results - Markdown
 * @returns {string} the README with the results between its markers
 * @throws {Failure} when a marker is missing.
 */
export function withResults(readme, results) {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) {
    throw new Failure(`bench/README.md has lost its markers. Put back ${START} and ${END}`);
  }
  return `${readme.slice(0, start + START.length)}\n\n${results}\n\n${readme.slice(end)}`;
}
