/** Run the suites, print what came out, and keep it. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { inRoot } from "../scripts/lib/paths.mjs";
import { USERS } from "./lib/context.mjs";
import { pins } from "./lib/cores.mjs";
import { jsonOf } from "./lib/json.mjs";
import { machineFacts } from "./lib/machine.mjs";
import { reportOf } from "./lib/report.mjs";
import { factsOf, tableOf, withResults } from "./lib/table.mjs";
import { makeTokens } from "./lib/tokens.mjs";
import { fastapi } from "./suites/fastapi.mjs";
import { nodeHs256 } from "./suites/node-hs256.mjs";
import { pythonHs256 } from "./suites/python-hs256.mjs";

const SUITES = [pythonHs256, nodeHs256, fastapi];
const README = inRoot("bench/README.md");
const RESULTS = { full: inRoot("bench/results/latest.json"), quick: inRoot("bench/results/quick.json") };

/**
 * @param {object} options
 * @param {import("./lib/context.mjs").Extent} options.extent
 * @param {string} options.wrk - its version
 * @param {(name: string) => string} options.log
 * @param {import("../scripts/lib/progress.mjs").Progress} options.progress
 */
export async function measureAll({ extent, wrk, log, progress }) {
  const facts = { ...machineFacts(wrk), extent: extent.name };
  const folder = inRoot(".cache/bench/tokens");
  const context = { extent, tokens: makeTokens(USERS, folder), pins: pins(), log, say: progress.say };
  /** @type {import("./lib/report.mjs").Report[]} */
  const reports = [];
  try {
    for (const suite of SUITES) {
      await progress.step(suite.title, async () => {
        reports.push(reportOf(suite, await suite.measure(context)));
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const pinned = context.pins.pinned ? "server and load each on a core of its own" : "cores not assigned";
  const taken = `Taken on ${factsOf(facts.machine)} (${pinned}), with ${factsOf(facts.versions)}.`;
  const results = [taken, ...reports.map(tableOf)].join("\n\n");
  progress.say(`\n${results}\n`);
  keep(extent.name, { ...facts, pinned, suites: reports }, results);
  return reports;
}

/**
 * A full run replaces the record in the repository; a quick one does not.
 *
 * @param {"full" | "quick"} extent
 * @param {object} record
 * @param {string} results - Markdown
 */
function keep(extent, record, results) {
  mkdirSync(inRoot("bench/results"), { recursive: true });
  writeFileSync(RESULTS[extent], jsonOf(record));
  if (extent === "full") writeFileSync(README, withResults(readFileSync(README, "utf8"), results));
}
