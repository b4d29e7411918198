/**
 * Measure the contenders in turn: hs256.mjs <loops.json> <rounds>. Prints one JSON object.
 *
 * In each round every contender verifies a set of tokens once. Each round has another set, so that no cache helps, but for
 * those whose cache is measured. A change of the machine's pace meets all of them alike.
 */
import { readFileSync } from "node:fs";
import { bridge, fastJwt, floor, joseBytes, joseCryptoKey, jsonWebToken, nodeRs } from "./contenders.mjs";

const [path = "", count = "1"] = process.argv.slice(2);
/** @type {import("../../credentials/tokens.mjs").LoopFile} */
const { rounds: sets, refused } = JSON.parse(readFileSync(path, "utf8"));
const { BETTER_AUTH_URL, JWT_AUDIENCE, BETTER_AUTH_SECRET, BENCH_KEY } = process.env;
if (!BETTER_AUTH_URL || !JWT_AUDIENCE || !BETTER_AUTH_SECRET || !BENCH_KEY)
  throw new Error("run: npm run bench");
const settings = {
  issuer: BETTER_AUTH_URL,
  audience: JWT_AUDIENCE,
  secret: BETTER_AUTH_SECRET,
  key: Buffer.from(BENCH_KEY, "hex"),
};

const peers = [
  bridge(settings),
  bridge(settings, true),
  joseBytes(settings),
  await joseCryptoKey(settings),
  jsonWebToken(settings, false),
  jsonWebToken(settings, true),
  fastJwt(settings),
  fastJwt(settings, true),
  nodeRs(settings),
];
for (const { name, verify, accepts = [] } of peers) {
  for (const [fault, token] of Object.entries(refused)) {
    if ((await isAccepted(verify, token)) !== accepts.includes(fault))
      throw new Error(`${name} does not do what is said of it with a token with a fault: ${fault}`);
  }
}

/** @param {import("./contenders.mjs").Contender["verify"]} verify @param {string} token */
async function isAccepted(verify, token) {
  try {
    await verify(token);
    return true;
  } catch {
    return false;
  }
}

const { verify: verifyFloor, prepare, name: nameOfFloor } = floor(settings);
const prepared = sets.map((set) => set.map(prepare));
const measured = [
  { name: nameOfFloor, batch: async (/** @type {number} */ at) => prepared[at]?.forEach(verifyFloor) },
  ...peers.map(({ name, verify, awaited, seen }) => ({
    name,
    batch: async (/** @type {number} */ at) => {
      const tokens = sets[seen ? 0 : at] ?? [];
      if (awaited) for (const token of tokens) await verify(token);
      else for (const token of tokens) verify(token);
    },
  })),
];
/** @type {Record<string, number[]>} microseconds a check */
const values = Object.fromEntries(measured.map(({ name }) => [name, []]));

// jose waits for Node's thread pool, so only what runs on this thread alone can tell whether it had a core.
const elsewhere = new Set(["jose-bytes", "jose-crypto-key"]);
const used = { wall: 0, cpu: 0 }; // milliseconds

/** @param {typeof measured[number]} contender @param {number} at - which set @returns {Promise<number>} milliseconds */
async function time({ name, batch }, at) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await batch(at);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  if (!elsewhere.has(name)) {
    used.wall += wall;
    used.cpu += (user + system) / 1000;
  }
  return wall;
}

// Until the optimising compiler has seen every path.
for (let at = 0; at < 5; at++) for (const { batch } of measured) await batch(at);
for (let round = 0; round < Number(count); round++) {
  const at = round % sets.length;
  for (const contender of measured) {
    const milliseconds = await time(contender, at);
    values[contender.name]?.push((milliseconds * 1000) / (sets[at]?.length ?? 0));
  }
}
console.log(JSON.stringify({ values, busy: used.cpu / used.wall }));
