/** Run the suites, print what came out, and keep it. */
import { mkdirSync, rmSync } from "node:fs";
import { Failure } from "../scripts/lib/failure.mjs";
import { inRoot } from "../scripts/lib/paths.mjs";
import { makeTokens } from "./credentials/tokens.mjs";
import { USERS } from "./lib/context.mjs";
import { pins } from "./lib/cores.mjs";
import { keep } from "./lib/keep.mjs";
import { machineFacts } from "./lib/machine.mjs";
import { reportOf } from "./lib/report.mjs";
import { SUITES } from "./suites/index.mjs";

/**
 * @param {object} options
 * @param {import("./lib/context.mjs").Extent} options.extent
 * @param {readonly string[]} [options.only] - ids of suites; then nothing is kept
 * @param {string} options.wrk - its version
 * @param {(name: string) => string} options.log
 * @param {import("../scripts/lib/progress.mjs").Progress} options.progress
 */
export async function measureAll({ extent, only, wrk, log, progress }) {
  const facts = machineFacts(wrk);
  const folder = inRoot(".cache/bench/secrets");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tokens = await makeTokens(USERS, folder);
  const context = { extent, tokens, pins: pins(), folder, log, say: progress.say };
  /** @type {import("./lib/report.mjs").Report[]} */
  const reports = [];
  /** @type {Failure[]} */
  const failures = [];
  try {
    for (const suite of SUITES.filter(({ id }) => only?.includes(id) ?? true)) {
      const step = progress.step(suite.title, async () => {
        reports.push(reportOf(suite, await suite.measure(context)));
      });
      await step.catch((/** @type {unknown} */ error) => {
        if (!(error instanceof Failure)) throw error;
        failures.push(error); // the others are worth a look, though nothing is kept
        progress.say(`  ${error.message}`);
      });
    }
  } finally {
    tokens.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const pinned = context.pins.pinned ? "server and load each on a core of its own" : "cores not assigned";
  const record = { ...facts, extent: extent.name, pinned, suites: reports };
  progress.say(`\n${keep(record, only === undefined && failures.length === 0)}\n`);
  if (failures[0]) throw failures[0];
  return reports;
}
