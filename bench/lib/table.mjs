/** The Markdown tables, and their place in the README: nobody types a measured number. */
import { Failure } from "../../scripts/lib/failure.mjs";

const START = "<!-- results:start, written by npm run bench -->";
const END = "<!-- results:end -->";

/** @typedef {import("./report.mjs").Report} Report */

/** @param {Report} report @returns {string} */
export function tableOf({ title, unit, base, conditions, rows }) {
  const timed = rows.some(({ p99 }) => p99 !== undefined);
  const baseTitle = rows.find(({ id }) => id === base)?.title;
  const head = ["", unit, "middle half", `against “${baseTitle}”`, "target", ...(timed ? ["p99"] : [])];
  const lines = rows.map((row) => [
    row.title,
    figure(row.median),
    `${figure(row.low)}–${figure(row.high)}`,
    row.relative.toFixed(2),
    row.atLeast === undefined ? (row.about === undefined ? "" : `about ${row.about}`) : `≥ ${row.atLeast}`,
    ...(timed ? [`${row.p99?.toFixed(1)} ms`] : []),
  ]);
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  const said = Object.entries(conditions).map(([name, value]) => `${name}: ${value}`);
  return [`**${title}** (${said.join("; ")})`, "", ...[head, rule, ...lines].map(line)].join("\n");
}

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;

/** Four digits at most, thousands apart. @param {number} value */
function figure(value) {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: value < 1_000 ? 3 : 4 });
}

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
