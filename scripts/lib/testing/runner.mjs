/** `npm test`: prepare, run the suites in stages, show what failed, count. */
import { Failure } from "../failure.mjs";
import { main } from "../main.mjs";
import { inRoot } from "../paths.mjs";
import { createProgress } from "../progress.mjs";
import { QUIET_TOOLS, withoutSettings } from "../settings.mjs";
import { runLogStep } from "./log-step.mjs";
import { prepare } from "./preparation.mjs";
import { runBeside, STAGES } from "./schedule.mjs";
import { runStaticChecks } from "./static-checks.mjs";
import { runSuite } from "./suite-run.mjs";
import { SUITES } from "./suites.mjs";
import { formatFailures, formatHelp, formatTable, totals } from "./summary.mjs";

/**
 * @typedef {import("./suites.mjs").Suite} Suite
 * @typedef {import("./summary.mjs").Outcome} Outcome
 */

const LOGS = ".data/logs/test";
const log = (/** @type {string} */ name) => inRoot(LOGS, `${name}.log`);

/** @param {readonly string[]} names - of suites; none means all, and `--help` none at all */
export function runTests(names) {
  return main(async (isStopping) => {
    if (names.some((name) => name === "--help" || name === "-h")) return console.log(formatHelp(SUITES));
    /** @type {Outcome[]} */
    const outcomes = [];
    try {
      await runSelected(select(names), outcomes, isStopping);
    } catch (error) {
      outcomes.push(unprepared("preparation", error));
    }
    if (isStopping()) return; // half a run has no result
    const { passed, failed } = totals(outcomes);
    process.stdout.write(
      `${formatFailures(outcomes)}\n${formatTable(outcomes)}\n\n${passed} passed, ${failed} failed\n`,
    );
    process.exitCode = failed > 0 ? 1 : 0;
  }, 130);
}

/** Of what could not even begin. @param {string} name @param {unknown} error @returns {Outcome} */
function unprepared(name, error) {
  const output = error instanceof Failure ? `${error.message}\n${error.details}` : String(error);
  return { name, passed: 0, failed: 1, failures: ["the preparation"], notes: [], time: 0, output };
}

/** @param {readonly string[]} names @throws {Failure} for a name that no suite has. */
function select(names) {
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  const known = SUITES.map(({ name }) => name).join(", ");
  if (unknown !== undefined) throw new Failure(`there is no suite "${unknown}". There are: ${known}`);
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}

/**
 * @param {readonly Suite[]} suites
 * @param {Outcome[]} outcomes - filled as the suites end
 * @param {() => boolean} isStopping
 */
async function runSelected(suites, outcomes, isStopping) {
  const began = Date.now();
  const progress = createProgress();
  const base = { ...withoutSettings(process.env), ...QUIET_TOOLS, CI: "1", NO_COLOR: "1" };
  const needs = new Set(suites.flatMap((suite) => suite.needs));
  const preparation = prepare(needs, { env: base, log, progress });
  const runOne = async (/** @type {Suite} */ suite) => {
    if (isStopping()) return;
    const env = await preparation.ready(suite.needs).catch((error) => {
      outcomes.push(unprepared(suite.name, error));
    });
    if (!env) return;
    await progress.step(suite.title, async () => {
      const started = Date.now();
      const counts = await (suite.command ? runSuite(suite, env, log) : runStaticChecks(env, log));
      outcomes.push({ name: suite.name, time: Date.now() - started, ...counts });
      return { ok: counts.failed === 0, remark: `${counts.passed} passed, ${counts.failed} failed` };
    });
  };
  try {
    for (const [stage, beside] of STAGES) {
      const those = suites.filter((suite) => suite.stage === stage);
      await runBeside(those, beside, runOne);
    }
  } finally {
    await preparation.release();
  }
  if (isStopping()) return; // half the logs are there
  await progress.step("what the logs hold", async () => {
    const started = Date.now();
    const counts = runLogStep([{ folder: LOGS, servers: false }, ...serverLogs(suites)], began);
    outcomes.push({ name: "logs", time: Date.now() - started, ...counts });
    return { ok: counts.failed === 0, remark: counts.notes.join() };
  });
}

/** Where the servers of these suites have written. @param {readonly Suite[]} suites */
const serverLogs = (suites) => suites.flatMap(({ logs }) => (logs ? [{ folder: logs, servers: true }] : []));
