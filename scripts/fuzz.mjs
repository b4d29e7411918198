/** `npm run fuzz`: the same nearly right tokens to both verifiers. See `npm run fuzz -- --help`. */
import { randomBytes } from "node:crypto";
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { prepareTools, readOptions } = await import("./lib/command.mjs");
const { Failure } = await import("./lib/failure.mjs");
const { main } = await import("./lib/main.mjs");
const { createProgress } = await import("./lib/progress.mjs");

const HELP = `Asks the TypeScript and the Python verifier about tokens that are nearly right, and three libraries beside them
about those that could be a finding and a tenth of the others.

  npm run fuzz -- [options]

  --count N   cases, 100000 unless given
  --seed S    letters, digits, - and _: the same seed makes the same cases; random unless given
  --help

Exit code 1 when the two do not agree in every word, when either throws anything but its own error, when one accepts
what is known to be hostile or refuses what is known to be right, or accepts what all three libraries refuse. Each
finding is then a file in conformance/fuzz/findings/.`;

await main(async () => {
  const { count, seed, help } = parseOptions(process.argv.slice(2));
  if (help) return console.log(HELP);
  const progress = createProgress();
  await prepareTools("fuzz", progress);

  const { run } = await import("../conformance/fuzz/run.mjs"); // its imports are there only now
  const { describe, number, save } = await import("../conformance/fuzz/report.mjs");
  progress.say(`\n${number(count)} cases, seed ${seed}`);
  const begun = Date.now();
  const outcome = await run({ seed, count, onProgress: createMeter(count, begun) });
  save(outcome);
  progress.say(`\n${describe(outcome)}`);
  if (outcome.found > 0) process.exitCode = 1;
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const options = /** @type {const} */ ({
    count: { type: "string", default: "100000" },
    seed: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  const values = readOptions({ args, options });
  if (!/^[1-9]\d{0,8}$/.test(values.count)) throw new Failure("--count is not a whole number above 0");
  const seed = values.seed ?? randomBytes(6).toString("hex");
  if (!/^[\w-]{1,64}$/.test(seed)) throw new Failure("--seed is not 1 to 64 letters, digits, - and _");
  return { count: Number(values.count), seed, help: values.help };
}

/** A line that a terminal keeps up to date; elsewhere a line for each twentieth. @param {number} count @param {number} begun */
function createMeter(count, begun) {
  let shown = 0;
  return (/** @type {number} */ done, /** @type {number} */ found) => {
    const seconds = (Date.now() - begun) / 1000;
    const left = Math.round((seconds / done) * (count - done));
    const line = `${done} of ${count} · ${found} findings · ${Math.round(done / seconds)} a second · ${left} s left`;
    const part = Math.floor((done / count) * 20);
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${line}${done === count ? "\n" : ""}`);
    else if (part > shown) process.stdout.write(`${line}\n`);
    shown = part;
  };
}
