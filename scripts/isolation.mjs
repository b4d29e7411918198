/** `npm run isolation`: 200 users against the Todo API, and each of its walls alone. See `npm run isolation -- --help`. */
import { randomBytes } from "node:crypto";
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { prepareTools, readOptions } = await import("./lib/command.mjs");
const { Failure } = await import("./lib/failure.mjs");
const { gather } = await import("./lib/isolation/evidence.mjs");
const { describe } = await import("./lib/isolation/report.mjs");
const { main } = await import("./lib/main.mjs");
const { inRoot } = await import("./lib/paths.mjs");
const { createProgress } = await import("./lib/progress.mjs");
const { requirePostgres } = await import("./lib/testing/prerequisites.mjs");
const { startPostgres } = await import("./postgres.mjs");

const HELP = `Shows that no user of the Todo API ever meets another's rows, on a throw-away PostgreSQL.

  npm run isolation -- [options]

  --requests N   with all walls, 20000 unless given; a twentieth of it for each wall alone
  --seed S       letters, digits, - and _: the same seed makes the same users ask the same; random unless given
  --help

200 users share 8 connections. Some hang up, some requests are cancelled where they wait, some raise in mid-transaction.
Exit code 1 for a row of somebody else's, for an acknowledged write that is lost, and for any other wrong answer; also
when the API without its walls leaks nothing, for then nothing was shown.`;

await main(async () => {
  const { requests, seed, help } = parseOptions(process.argv.slice(2));
  if (help) return console.log(HELP);
  const progress = createProgress();
  const tools = await prepareTools("isolation", progress);
  await requirePostgres(tools);
  const { url, stop } = await startPostgres();
  try {
    progress.say(`\nseed ${seed}`);
    const logs = inRoot(".cache/isolation/servers");
    const shown = await gather({ seed, requests, server: url, logs, onProgress: createMeter(Date.now()) });
    progress.say(`\n${describe(shown)}`);
    if (shown.some(({ ok }) => !ok)) {
      progress.say(`\nAgain: npm run isolation -- --requests ${requests} --seed ${seed}`);
      process.exitCode = 1;
    }
  } finally {
    await stop();
  }
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const options = /** @type {const} */ ({
    requests: { type: "string", default: "20000" },
    seed: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  const values = readOptions({ args, options });
  if (!/^[1-9]\d{0,7}$/.test(values.requests)) throw new Failure("--requests is not a whole number above 0");
  const seed = values.seed ?? randomBytes(6).toString("hex");
  if (!/^[\w-]{1,64}$/.test(seed)) throw new Failure("--seed is not 1 to 64 letters, digits, - and _");
  return { requests: Number(values.requests), seed, help: values.help };
}

/** A line that a terminal keeps up to date; elsewhere a line for each twentieth. @param {number} begun */
function createMeter(begun) {
  let shown = 0;
  return (/** @type {number} */ done, /** @type {number} */ of, /** @type {number} */ found) => {
    const part = Math.floor((done / of) * (process.stdout.isTTY ? 500 : 20));
    if (part <= shown) return;
    shown = part;
    const seconds = (Date.now() - begun) / 1000;
    const left = Math.round((seconds / done) * (of - done));
    const line = `${done} of ${of} · ${found} findings · ${Math.round(done / seconds)} a second · ${left} s left`;
    process.stdout.write(process.stdout.isTTY ? `\r\u001b[2K${line}${done === of ? "\n" : ""}` : `${line}\n`);
  };
}
