/** `npm run scenario`: everything at once, held against a model. See `npm run scenario -- --help`. */
import { randomBytes } from "node:crypto";
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { buildWeb } = await import("./lib/build.mjs");
const { prepareTools, readOptions } = await import("./lib/command.mjs");
const { Failure } = await import("./lib/failure.mjs");
const { main } = await import("./lib/main.mjs");
const { inRoot } = await import("./lib/paths.mjs");
const { createProgress } = await import("./lib/progress.mjs");
const { SABOTAGES } = await import("./lib/scenario/sabotage.mjs");
const { requirePostgres, requireRedis } = await import("./lib/testing/prerequisites.mjs");

const HELP = `Runs the whole Todo app, with everything that can happen to it at once, and holds every answer against a model.

  npm run scenario -- [options]

  --minutes N      3 unless given
  --seed S         letters, digits, - and _: the same people do the same, the same is killed when; random unless given
  --transport T    feed or redis, by which the APIs hear of sign-outs; the seed chooses unless given
  --people N       each with two devices, 12 unless given
  --kills N        10 a minute and at least 20 unless given
  --within N       seconds in which a sign-out has to be heard of, 1 unless given; more for a busy machine
  --sabotage W     does something wrong: sign-first, drop-at-once or deaf (an API that hears of no sign-out). The run has to fail
  --help

2 web processes, 4 APIs, PostgreSQL and Redis work while people sign up, in and out, change passwords, read and write tasks,
and try tokens that have ended, expired or been forged. Meanwhile the shared secret is changed (docs/rotate.md), the signer
moves to key pairs and back (docs/jwks.md), and processes are killed. Steps that wait for tokens to expire, six minutes,
are done in runs that are long enough; the table says which.
Exit code 1 for an answer that should not be, and when an API that nobody tells of sign-outs and of the new keys, and that
runs beside the others, is not noticed: for then nothing was shown.`;

await main(async () => {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) return console.log(HELP);
  const progress = createProgress();
  const tools = await prepareTools("scenario", progress);
  await requirePostgres(tools);
  await requireRedis(tools);
  await progress.step("build the web app", () => buildWeb(tools.env, tools.log("build-web")));
  const { boundsOf } = await import("./lib/scenario/bounds.mjs"); // needs what was just installed
  const { describe, isGood, listed } = await import("./lib/scenario/report.mjs");
  const { run } = await import("./lib/scenario/run.mjs");
  const { within, help: _, ...extent } = options;
  progress.say(`\n${extent.transport}, seed ${extent.seed}`);
  const say = (/** @type {string} */ line) => progress.say(line);
  const logs = inRoot(".cache/scenario/servers");
  const result = await run({ ...extent, bounds: boundsOf(within * 1000), logs, say });
  progress.say(`\n${describe(result)}`);
  if (isGood(result)) return;
  progress.say(`\n${listed(result).join("\n")}\nAgain: npm run scenario -- ${again(options)}`);
  process.exitCode = 1;
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const options = /** @type {const} */ ({
    minutes: { type: "string", default: "3" },
    seed: { type: "string" },
    transport: { type: "string" },
    people: { type: "string", default: "12" },
    kills: { type: "string" },
    within: { type: "string", default: "1" },
    sabotage: { type: "string" },
    help: { type: "boolean", short: "h" },
  });
  const values = readOptions({ args, options });
  const minutes = wholeNumber("--minutes", values.minutes);
  const seed = values.seed ?? randomBytes(6).toString("hex");
  if (!/^[\w-]{1,64}$/.test(seed)) throw new Failure("--seed is not 1 to 64 letters, digits, - and _");
  const { sabotage } = values;
  if (sabotage !== undefined && !SABOTAGES.includes(sabotage))
    throw new Failure(`--sabotage is none of ${SABOTAGES.join(", ")}`);
  return {
    seed,
    minutes,
    ...(sabotage && { sabotage }),
    transport: transportOf(values.transport, seed),
    people: wholeNumber("--people", values.people),
    kills: wholeNumber("--kills", values.kills ?? `${Math.max(20, 10 * minutes)}`),
    within: wholeNumber("--within", values.within),
    help: values.help,
  };
}

/** @param {string | undefined} text @param {string} seed @returns {"feed" | "redis"} */
function transportOf(text, seed) {
  if (text === "feed" || text === "redis") return text;
  if (text !== undefined) throw new Failure("--transport is neither feed nor redis");
  return [...seed].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2 === 0 ? "feed" : "redis";
}

/** @param {string} name @param {string} text */
function wholeNumber(name, text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Failure(`${name} is not a whole number above 0`);
  return Number(text);
}

/** @param {ReturnType<typeof parseOptions>} options */
function again({ help: _, ...options }) {
  return Object.entries(options)
    .map(([name, value]) => `--${name} ${value}`)
    .join(" ");
}
