/** `npm run bench`: prepare, measure, report. */
import { prepareTools, readOptions } from "../scripts/lib/command.mjs";
import { Failure } from "../scripts/lib/failure.mjs";
import { main } from "../scripts/lib/main.mjs";
import { stopAll } from "../scripts/lib/processes.mjs";
import { createProgress, seconds } from "../scripts/lib/progress.mjs";
import { requirePostgres, requireWrk } from "../scripts/lib/testing/prerequisites.mjs";
import { EXTENTS } from "./lib/context.mjs";
import { processorClocks } from "./lib/cpu.mjs";
import { installPeers } from "./lib/python.mjs";
import { missedTargets } from "./lib/report.mjs";
import { wrkVersion } from "./lib/wrk.mjs";

const HELP = `Measures the bridge beside its peers, on this machine, in interleaved rounds.

  npm run bench -- [options]

  --quick        fewer and shorter rounds, in about four minutes; bench/README.md and bench/results stay as they are
  --check        exit with code 1 when a ratio is beyond its target by more than the run's noise
  --only <id>    this suite alone, such as fastapi; may be repeated; nothing in bench/ changes
  --help

Needs Linux, PostgreSQL and wrk, which root on Debian gets installed. Run it while nothing else runs.`;

/** @param {readonly string[]} args */
export function runBench(args) {
  return main(async () => {
    const options = parseOptions(args);
    if (options.help) console.log(HELP);
    else await bench(options);
  }, 130);
}

/** @param {readonly string[]} args @throws {Failure} for an unknown option. */
function parseOptions(args) {
  return readOptions({
    args: [...args],
    options: {
      quick: { type: "boolean" },
      check: { type: "boolean" },
      only: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  });
}

/** @param {ReturnType<typeof parseOptions>} options */
async function bench(options) {
  const begun = Date.now();
  processorClocks(); // what cannot work is said before the long steps
  const progress = createProgress();
  const { env, log } = await prepareTools("bench", progress);
  await progress.step("PostgreSQL", () => requirePostgres({ env, log }));
  await progress.step("wrk", () => requireWrk({ env, log }));
  await progress.step("Python peers", () => installPeers(env, log("peers")));

  const { measureAll } = await import("./measure.mjs"); // its imports are there only now
  const { SUITES } = await import("./suites/index.mjs");
  const { only, quick } = options;
  const unknown = only?.find((id) => SUITES.every((suite) => suite.id !== id));
  if (unknown)
    throw new Failure(`no suite is called ${unknown}. They are: ${SUITES.map(({ id }) => id).join(", ")}`);
  const extent = quick ? EXTENTS.quick : EXTENTS.full;
  const reports = await measureAll({ extent, ...(only && { only }), wrk: wrkVersion(), log, progress });
  const missed = missedTargets(reports);
  for (const line of missed) progress.say(`missed: ${line}`);
  if (!quick && !only)
    progress.say("Now npm run scaling -- --write: docs/scaling.md reckons with these figures.");
  progress.say(`\nDone in ${seconds(Date.now() - begun)}.`);
  await stopAll();
  if (options.check && missed.length > 0) throw new Failure(`${missed.length} of the targets missed`);
}
