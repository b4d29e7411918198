/** The table of mutants, for the terminal and for docs/mutation.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../failure.mjs";
import { inRoot } from "../paths.mjs";

/**
 * What became of the mutants of one file.
 *
 * @typedef {object} Score
 * @property {string} language
 * @property {string} tool - with its version
 * @property {string} file - or "all"
 * @property {number} mutants
 * @property {number} killed - a test failed
 * @property {number} timedOut - the tests took too long; not counted as killed, for it shows no failing test
 * @property {string[]} survivors - where and what each one is; also those that no test reaches
 */

const PAGE = "docs/mutation.md";
const MARKED = /(<!-- numbers -->\n).*(<!-- end of numbers -->)/s;

/** In percent. */
export const ENOUGH = 90;

/** Whether enough of the mutants are killed. @param {Score} score */
export const isEnough = ({ killed, mutants }) => (100 * killed) / mutants >= ENOUGH;

/** One score for all files of a language. @param {readonly Score[]} scores @returns {Score} */
export function sum(scores) {
  const add = (/** @type {"mutants" | "killed" | "timedOut"} */ name) =>
    scores.reduce((total, score) => total + score[name], 0);
  const [{ language, tool } = { language: "", tool: "" }] = scores;
  const [mutants, killed, timedOut] = [add("mutants"), add("killed"), add("timedOut")];
  return { language, tool, file: "all", mutants, killed, timedOut, survivors: [] };
}

/** @param {Score} score */
const percent = ({ killed, mutants }) => `${((100 * killed) / mutants).toFixed(1)} %`;

const HEADINGS = ["language", "file", "mutants", "killed", "timed out", "survived", "%"];

/** @param {Score} score */
function cells(score) {
  const { language, file, mutants, killed, timedOut } = score;
  return [
    language,
    file,
    ...[mutants, killed, timedOut, mutants - killed - timedOut].map(String),
    percent(score),
  ];
}

/** @param {readonly Score[]} scores */
export function formatTable(scores) {
  const rows = [HEADINGS, ...scores.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const survivors = scores.flatMap((score) => score.survivors);
  return [...rows.map((row) => row.map(pad).join("  ").trimEnd()), "", ...survivors].join("\n").trimEnd();
}

/** Put the numbers, the day and the versions into the page. @param {readonly Score[]} scores */
export function writeNumbers(scores) {
  const page = readFileSync(inRoot(PAGE), "utf8");
  writeFileSync(inRoot(PAGE), insertNumbers(page, scores, new Date()));
}

/**
 * @param {string} page
 * @param {readonly Score[]} scores
 * @param {Date} today
 * @throws {Failure} when the page has no place for them.
 */
export function insertNumbers(page, scores, today) {
  if (!MARKED.test(page))
    throw new Failure(`${PAGE} has lost the two comments that the numbers stand between`);
  const tools = [...new Set(scores.map(({ tool }) => tool))].join(", ");
  const lines = [
    `Measured on ${today.toISOString().slice(0, 10)} with ${tools}, Node ${process.versions.node}.`,
    "",
    `| ${HEADINGS.join(" | ")} |`,
    "|---|---|--:|--:|--:|--:|--:|",
    ...scores.map((score) => `| ${cells(score).join(" | ")} |`),
  ];
  return page.replace(MARKED, `$1\n${lines.join("\n")}\n\n$2`);
}
