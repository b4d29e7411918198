/** What is left of a run: a record, plots, and the tables in the README. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { plotsOf } from "../plots/index.mjs";
import { jsonOf } from "./json.mjs";
import { factsOf, tableOf, withResults } from "./table.mjs";

const README = inRoot("bench/README.md");

/**
 * @typedef {object} Record
 * @property {{ CPU: string, cores: number, system: string }} machine
 * @property {globalThis.Record<string, string>} versions
 * @property {"full" | "quick"} extent
 * @property {string} pinned - in words
 * @property {import("./report.mjs").Report[]} suites
 */

/**
 * A full run replaces what stands in the repository; any other leaves its own below .cache.
 *
 * @param {Record} record
 * @param {boolean} complete - whether all suites ran
 * @returns {string} the tables, in Markdown
 */
export function keep(record, complete) {
  const { machine, versions, extent, pinned, suites } = record;
  const published = extent === "full" && complete;
  const folder = inRoot(published ? "bench/results" : ".cache/bench/results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/latest.json`, jsonOf(record));
  const plots = plotsOf(suites);
  for (const { name, files } of plots)
    for (const [theme, svg] of Object.entries(files)) writeFileSync(`${folder}/${name}-${theme}.svg`, svg);
  const taken = `Taken on ${factsOf(machine)} (${pinned}), with ${factsOf(versions)}.`;
  const tables = [taken, ...suites.map(tableOf)].join("\n\n");
  if (published) {
    const results = [...plots.map(pictureOf), tables].join("\n\n");
    writeFileSync(README, withResults(readFileSync(README, "utf8"), results));
  }
  return tables;
}

/** As HTML, for Markdown knows one picture for light and dark alike. @param {import("../plots/index.mjs").Plot} plot */
const pictureOf = ({ name, title }) => `**${title}**

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="results/${name}-dark.svg">
  <img alt="${title}" src="results/${name}-light.svg">
</picture>`;
