/** `npm run rotation`: the shared secret is changed while people work. See `npm run rotation -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { prepareTools, readOptions } = await import("./lib/command.mjs");
const { Failure } = await import("./lib/failure.mjs");
const { main } = await import("./lib/main.mjs");
const { createProgress } = await import("./lib/progress.mjs");
const { requirePostgres } = await import("./lib/testing/prerequisites.mjs");
const { startPostgres } = await import("./postgres.mjs");

const HELP = `Changes the shared secret of 2 Better Auth servers and 4 APIs while people work, step by step as
"npx jwt-auth-bridge rotate --plan" says, and then once more in the wrong order.

  npm run rotation -- [options]

  --clients N    who fetch tokens and call the APIs all the time, 24 unless given
  --lifetime N   seconds that a token lives, 10 unless given
  --help

Two of the APIs have the secret, two only its keys. Everything runs on this machine, with a throw-away PostgreSQL.
Exit code 1 when a session, a request for a token or a valid token was refused, when a token of the old key is accepted in
the end, and when the wrong order fails nowhere: for then nothing was shown.`;

await main(async () => {
  const { clients, lifetime, help } = parseOptions(process.argv.slice(2));
  if (help) return console.log(HELP);
  const progress = createProgress();
  const tools = await prepareTools("rotation", progress);
  await requirePostgres(tools);
  const { rotate } = await import("../conformance/rotation/run.mjs"); // needs what was just installed
  const { url, stop } = await startPostgres();
  try {
    const say = (/** @type {string} */ line) => progress.say(line);
    const { planned, before, after, told, wrong } = await rotate({ server: url, clients, lifetime, say });
    const { calls, tokens, refused, kids } = planned;
    progress.say(`
By the plan       ${calls} calls with ${tokens} tokens of ${kids.size} keys, ${refused.length} refused
The old key       each API answers ${before.join(", ")} while it has it, and ${after.join(", ")} once it was dropped
In the log        ${told} of ${before.length} APIs tell of tokens of the old key
The wrong order   ${wrong.length} refused`);
    for (const { what, status, during, reason } of refused.slice(0, 10))
      progress.say(`  ${what} ${status} during "${during}": ${reason}`);
    const isGood = before.every((status) => status === 200) && after.every((status) => status === 401);
    if (refused.length > 0 || !isGood || told < before.length || wrong.length === 0) process.exitCode = 1;
  } finally {
    await stop();
  }
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const options = /** @type {const} */ ({
    clients: { type: "string", default: "24" },
    lifetime: { type: "string", default: "10" },
    help: { type: "boolean", short: "h" },
  });
  const { clients, lifetime, help } = readOptions({ args, options });
  for (const [name, value] of Object.entries({ clients, lifetime }))
    if (!/^[1-9]\d{0,2}$/.test(value)) throw new Failure(`--${name} is not a whole number above 0`);
  return { clients: Number(clients), lifetime: Number(lifetime), help };
}
