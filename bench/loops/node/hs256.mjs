/**
 * Measure the contenders in turn: hs256.mjs <tokens.json> <rounds>. Prints one JSON object.
 *
 * In each round every contender verifies every token once, so that a change of the machine's pace meets all of
 * them alike.
 */
import { readFileSync } from "node:fs";
import { bridge, floor, joseBytes, joseCryptoKey } from "./contenders.mjs";

const [path = "", rounds = "1"] = process.argv.slice(2);
/** @type {import("../../lib/tokens.mjs").LoadFile} */
const { users, refused } = JSON.parse(readFileSync(path, "utf8"));
const { BETTER_AUTH_URL, JWT_AUDIENCE, BETTER_AUTH_SECRET, BENCH_KEY } = process.env;
if (!BETTER_AUTH_URL || !JWT_AUDIENCE || !BETTER_AUTH_SECRET || !BENCH_KEY)
  throw new Error("run: npm run bench");
const settings = {
  issuer: BETTER_AUTH_URL,
  audience: JWT_AUDIENCE,
  secret: BETTER_AUTH_SECRET,
  key: Buffer.from(BENCH_KEY, "hex"),
};

const tokens = users.map(({ token }) => token);
const peers = [bridge(settings), joseBytes(settings), await joseCryptoKey(settings)];
for (const { name, verify } of peers) {
  for (const [fault, token] of Object.entries(refused)) {
    const accepted = await verify(token).then(
      () => true,
      () => false,
    );
    if (accepted) throw new Error(`${name} accepts a token with a fault: ${fault}`);
  }
}

const { verify, prepare, name } = floor(settings);
const prepared = tokens.map(prepare);
const measured = [
  { name, batch: async () => prepared.forEach(verify) },
  ...peers.map(({ name, verify }) => ({
    name,
    batch: async () => {
      for (const token of tokens) await verify(token);
    },
  })),
];
/** @type {Record<string, number[]>} microseconds a check */
const values = Object.fromEntries(measured.map(({ name }) => [name, []]));

/** @param {() => Promise<void>} batch */
async function microseconds(batch) {
  const start = performance.now();
  await batch();
  return ((performance.now() - start) * 1000) / tokens.length;
}

// Until the optimising compiler has seen every path.
for (let round = 0; round < 10; round++) for (const { batch } of measured) await batch();
const [wall, cpu] = [performance.now(), process.cpuUsage()];
for (let round = 0; round < Number(rounds); round++) {
  for (const { name, batch } of measured) values[name]?.push(await microseconds(batch));
}
const { user, system } = process.cpuUsage(cpu);
const busy = (user + system) / 1000 / (performance.now() - wall);
console.log(JSON.stringify({ values, busy }));
