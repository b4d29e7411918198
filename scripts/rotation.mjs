/** `npm run rotation`: keys change while people work. See `npm run rotation -- --help`. */
import { requireNode } from "./lib/node-version.mjs";

requireNode(); // before anything that an older Node cannot even load
const { prepareTools, readOptions } = await import("./lib/command.mjs");
const { Failure } = await import("./lib/failure.mjs");
const { main } = await import("./lib/main.mjs");
const { createProgress } = await import("./lib/progress.mjs");
const { requirePostgres } = await import("./lib/testing/prerequisites.mjs");
const { startPostgres } = await import("./postgres.mjs");

const HELP = `Changes the keys of 2 Better Auth servers and 4 APIs while people work: first the shared secret, step by step as
"npx jwt-auth-bridge rotate --plan" says; then, as docs/jwks.md says, from key pairs to the secret and back to key pairs, from one
key pair to the next, and with the key set out of reach. Each ends with a wrong order.

  npm run rotation -- [options]

  --clients N        who fetch tokens and call the APIs all the time, 24 unless given
  --lifetime N       seconds that a token lives, 10 unless given
  --jwks-down TIME   how long the key set is out of reach, such as 10m, with s or m; 10s unless given
  --real-time        wait the six minutes that a key pair is published before it signs; otherwise its date is moved
  --help

Two of the APIs are FastAPI, two Hono; of each one has the secret, one only its keys. Everything runs on this machine, with a
throw-away PostgreSQL. Exit code 1 when a session, a request for a token or a valid token was refused, when what was dropped or
signed out is accepted in the end, and when the wrong order fails nowhere: for then nothing was shown.`;

await main(async () => {
  const { help, ...extent } = parseOptions(process.argv.slice(2));
  if (help) return console.log(HELP);
  const progress = createProgress();
  const tools = await prepareTools("rotation", progress);
  await requirePostgres(tools);
  // They need what was just installed.
  const { changeSecret } = await import("../conformance/rotation/secret.mjs");
  const { moveKeys } = await import("../conformance/rotation/key-pairs.mjs");
  const { tellOfPairs, tellOfSecret } = await import("../conformance/rotation/report.mjs");
  const { url: server, stop } = await startPostgres();
  const say = (/** @type {string} */ line) => progress.say(line);
  try {
    const world = { ...extent, server, rest: 20, apis: /** @type {const} */ (4), say };
    const secret = tellOfSecret(await changeSecret(world), say);
    const pairs = tellOfPairs(await moveKeys(world), say);
    if (!secret || !pairs) process.exitCode = 1;
  } finally {
    await stop();
  }
}, 130);

/** @param {string[]} args */
function parseOptions(args) {
  const options = /** @type {const} */ ({
    clients: { type: "string", default: "24" },
    lifetime: { type: "string", default: "10" },
    "jwks-down": { type: "string", default: "10s" },
    "real-time": { type: "boolean", default: false },
    help: { type: "boolean", short: "h" },
  });
  const { clients, lifetime, help, ...others } = readOptions({ args, options });
  for (const [name, value] of Object.entries({ clients, lifetime }))
    if (!/^[1-9]\d{0,2}$/.test(value)) throw new Failure(`--${name} is not a whole number above 0`);
  const [, number, unit] = /^([1-9]\d{0,2})([sm])$/.exec(others["jwks-down"]) ?? [];
  if (number === undefined) throw new Failure("--jwks-down is not a time such as 10m");
  const down = Number(number) * (unit === "m" ? 60 : 1);
  return {
    clients: Number(clients),
    lifetime: Number(lifetime),
    down,
    isRealTime: others["real-time"],
    help,
  };
}
