/** `npm run scaling`: what 10 thousand, 1 million and 100 million daily users ask of tokens, database, APIs and revocations. */
import { writeFileSync } from "node:fs";
import { prepareTools, readOptions } from "../scripts/lib/command.mjs";
import { Failure } from "../scripts/lib/failure.mjs";
import { main } from "../scripts/lib/main.mjs";
import { installNpmPackages } from "../scripts/lib/npm-packages.mjs";
import { inRoot } from "../scripts/lib/paths.mjs";
import { createProgress } from "../scripts/lib/progress.mjs";
import { requirePostgres, requireRedis } from "../scripts/lib/testing/prerequisites.mjs";
import { jsonOf } from "./lib/json.mjs";
import { installPeers } from "./lib/python.mjs";
import { ASSUMPTIONS, modelOf } from "./scaling/assumptions.mjs";
import { MEASURED, readFigures } from "./scaling/figures.mjs";
import { reportOf } from "./scaling/report.mjs";
import { runOf } from "./scaling/run.mjs";

const LISTED = ASSUMPTIONS.map(
  ({ name, title, value }) => `  --${name.padEnd(14)} ${title}; ${value} unless set`,
);
const HELP = `Simulates a day of tokens, requests and sign-outs, and says what it takes, by the figures that were measured.

  npm run scaling -- [options]

  --users N        daily users; may be repeated; 10000, 1000000 and 100000000 unless given
${LISTED.join("\n")}
  --write          put the tables and plots into docs/scaling.md, by the assumptions as they are
  --measure        first measure again what bench/scaling/figures.json holds: a few minutes, needs PostgreSQL and Redis
  --help`;

const NAMES = ASSUMPTIONS.map(({ name }) => name);

await main(async () => {
  const options = {
    users: { type: /** @type {const} */ ("string"), multiple: /** @type {const} */ (true) },
    write: { type: /** @type {const} */ ("boolean") },
    measure: { type: /** @type {const} */ ("boolean") },
    help: { type: /** @type {const} */ ("boolean"), short: "h" },
    ...Object.fromEntries(NAMES.map((name) => [name, { type: /** @type {const} */ ("string") }])),
  };
  const { users, write, measure, help, ...given } = readOptions({ args: process.argv.slice(2), options });
  if (help) return console.log(HELP);
  if (write && (users !== undefined || Object.keys(given).length > 0)) {
    throw new Failure("--write takes the assumptions as they stand in bench/scaling/assumptions.mjs");
  }
  const model = read(() => modelOf(given));
  const progress = createProgress();
  if (measure) await measureAgain(progress);
  const run = runOf(model, readFigures(), users?.map(wholeNumber));
  console.log(reportOf(run));
  if (write) await writeDocument(run, progress);
}, 130);

/** @typedef {import("../scripts/lib/progress.mjs").Progress} Progress */

/** @param {Progress} progress */
async function measureAgain(progress) {
  const tools = await prepareTools("scaling", progress);
  await requirePostgres(tools);
  await requireRedis(tools);
  await progress.step("Python of the measurements", () => installPeers(tools.env, tools.log("peers")));
  const { measureFigures } = await import("./scaling/measure/index.mjs"); // what it imports is there only now
  writeFileSync(inRoot(MEASURED), jsonOf(await measureFigures(tools.log, progress.step)));
}

/** @param {import("./scaling/run.mjs").Run} run @param {Progress} progress */
async function writeDocument(run, progress) {
  const log = inRoot(".cache/scaling/npm.log");
  await progress.step("npm packages", () => installNpmPackages(process.env, log)); // for the plots
  const { writeFiles } = await import("./scaling/document.mjs");
  writeFiles(run);
}

/** @template T @param {() => T} work @throws {Failure} for what it refuses. */
function read(work) {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(error.message);
    throw error;
  }
}

/** @param {string} text */
function wholeNumber(text) {
  if (!/^[1-9]\d{0,10}$/.test(text)) throw new Failure("--users is a whole number above 0");
  return Number(text);
}
