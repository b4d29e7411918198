/** Mutants of the TypeScript core, by Stryker. Its settings: packages/typescript/stryker.config.json. */
import { readFileSync } from "node:fs";
import { inRoot } from "../paths.mjs";
import { run } from "../processes.mjs";
import { watch } from "./meter.mjs";
import { sum } from "./report.mjs";

/**
 * @typedef {object} Task
 * @property {readonly string[]} files - names without their ending
 * @property {NodeJS.ProcessEnv} env
 * @property {string} log
 * @property {import("../progress.mjs").Progress} progress
 */

/**
 * @typedef {{ status: string, mutatorName: string, replacement?: string, location: { start: { line: number } } }} Mutant
 */

const REPORT = inRoot(".mutation/typescript.json");
const STRYKER = inRoot("node_modules/@stryker-mutator/core");

/** @param {Task} task @returns {Promise<import("./report.mjs").Score[]>} one for each file, then the sum */
export async function mutateTypescript({ files, env, log, progress }) {
  const { version } = JSON.parse(readFileSync(`${STRYKER}/package.json`, "utf8"));
  const paths = files.map((file) => `src/${file}.ts`);
  const args = [`${STRYKER}/bin/stryker.js`, "run", "--mutate", paths.join(",")];
  const cwd = inRoot("packages/typescript");
  const stop = watch(log, /(?<done>\d+)\/(?<all>\d+) tested/g, progress.say);
  await run(process.execPath, args, { what: "Stryker", cwd, env, log }).finally(stop);
  const report = JSON.parse(readFileSync(REPORT, "utf8"));
  const scores = files.map((file) =>
    scoreOf(file, report.files[`src/${file}.ts`].mutants, `Stryker ${version}`),
  );
  return [...scores, sum(scores)];
}

/** @param {string} file @param {readonly Mutant[]} all @param {string} tool */
function scoreOf(file, all, tool) {
  const count = (/** @type {string} */ status) => all.filter((mutant) => mutant.status === status).length;
  const survivors = all
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(({ mutatorName, replacement, location }) => {
      const change = replacement?.replaceAll(/\s+/g, " ").slice(0, 80);
      return `packages/typescript/src/${file}.ts:${location.start.line}  ${mutatorName}: ${change}`;
    });
  const [killed, timedOut] = [count("Killed"), count("Timeout")];
  const mutants = killed + timedOut + survivors.length;
  return { language: "typescript", tool, file, mutants, killed, timedOut, survivors };
}
