/** What every round has: a database, 2 auth servers behind one address, APIs in two languages, and people at work. */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { inRoot, VENV_PYTHON } from "../../scripts/lib/paths.mjs";
import { using } from "../../scripts/lib/postgres-client.mjs";
import { startBalancer } from "./balancer.mjs";
import { startClients } from "./clients.mjs";
import { createFleet } from "./fleet.mjs";
import { keysOf } from "./plan.mjs";

export const AUDIENCE = "todo-api";
/** Seconds that are waited beyond a token's life; one machine has one clock. */
export const MARGIN = 1;

/** @typedef {import("./fleet.mjs").Fleet} Fleet */
/** @typedef {import("./fleet.mjs").Variables} Variables */
/** @typedef {import("../servers/index.mjs").Program} Program */
/**
 * @typedef {object} Extent
 * @property {string} server - a superuser's URL of PostgreSQL
 * @property {number} lifetime - of a token, in seconds
 * @property {number} clients - people at work
 * @property {number} rest - milliseconds between two requests of one of them
 * @property {2 | 4} apis - how many there are
 * @property {(line: string) => void} say
 */
/**
 * @typedef {object} World
 * @property {URL} database
 * @property {string[]} secrets - fresh ones
 * @property {Fleet} auth
 * @property {Fleet} apis
 * @property {string} origin - of the auth servers, of whom one answers
 * @property {import("./balancer.mjs").Balancer} keySet - the same, for those who want the key set
 * @property {string} keySetUrl
 * @property {import("./clients.mjs").Clients} clients
 */
/**
 * @typedef {object} Start
 * @property {string} name - of the round
 * @property {(secrets: string[]) => Variables} auth - what the processes are started with
 * @property {(secrets: string[], keySetUrl: string) => Variables} apis
 */

const HERE = inRoot("conformance/rotation/servers");
/** @type {Program} */
const BETTER_AUTH = {
  name: "better-auth",
  title: "Better Auth",
  command: () => [process.execPath, inRoot("conformance/servers/better-auth.mjs")],
};
/** @type {Program} */
const PYTHON = { name: "fastapi", title: "FastAPI", command: () => [VENV_PYTHON, "-P", `${HERE}/api.py`] };
/** @type {Program} */
const NODE = { name: "hono", title: "Hono", command: () => [process.execPath, `${HERE}/api.mjs`] };
/** Each half, which is restarted at once, has both languages. */
const APIS = [PYTHON, NODE, PYTHON, NODE];

/**
 * @template Outcome
 * @param {Extent} extent
 * @param {Start} start
 * @param {(world: World) => Promise<Outcome>} work
 */
export async function inWorld(extent, start, work) {
  const name = `rotation_${randomBytes(6).toString("hex")}`;
  const server = new URL(extent.server);
  await using(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const database = new URL(server);
  database.pathname = name;
  /** @type {(() => Promise<void>)[]} */
  const ends = [];
  try {
    return await work(await startWorld(extent, start, database, ends));
  } finally {
    for (const end of ends.reverse()) await end();
    await using(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

/**
 * @param {Extent} extent @param {Start} start @param {URL} database
 * @param {(() => Promise<void>)[]} ends - what is to be done in the end is added, last thing first
 * @returns {Promise<World>}
 */
async function startWorld(
  { lifetime, clients: count, rest, apis: many },
  { name, ...start },
  database,
  ends,
) {
  const folder = `rotation/${name}`;
  rmSync(inRoot(".cache/conformance", folder), { recursive: true, force: true });
  const secrets = [1, 2, 3].map(() => randomBytes(32).toString("base64"));
  /** @type {Variables} */
  let shared = { JWT_AUDIENCE: AUDIENCE };
  const own = { DATABASE_URL: database.href, JWT_LIFETIME: `${lifetime}s` };
  const auth = createFleet({
    programs: [BETTER_AUTH, BETTER_AUTH],
    folder,
    settingsOf: (_, variables) => ({ ...shared, ...own, ...variables }),
  });
  const apis = createFleet({
    programs: APIS.slice(0, many),
    folder,
    settingsOf: async (at, variables) => ({ ...shared, ...(await inPlaceOf(at, variables)) }),
  });
  // The key set has an address of its own, so that it alone can be out of reach.
  const [balancer, keySet] = [await startBalancer(auth), await startBalancer(auth)];
  ends.push(balancer.close, keySet.close, auth.stop, apis.stop);
  const { origin } = balancer;
  const keySetUrl = `${keySet.origin}/api/auth/jwks`;
  shared = { ...shared, BETTER_AUTH_URL: origin };
  await Promise.all([auth.startAll(start.auth(secrets)), apis.startAll(start.apis(secrets, keySetUrl))]);
  // The first key pair, before many ask for one at the same moment: each server would make its own.
  await (await fetch(keySetUrl)).arrayBuffer();
  const clients = await startClients({ origin, apis, count, rest });
  ends.push(clients.stop);
  return { database, secrets, auth, apis, origin, keySet, keySetUrl, clients };
}

/** One API of each language has the secret, the others only its keys. @param {number} at @param {Variables} variables */
async function inPlaceOf(at, { BETTER_AUTH_SECRETS: secrets, ...others }) {
  if (secrets === undefined) return others;
  const hasKeys = at === 1 || at === 2;
  if (!hasKeys) return { ...others, BETTER_AUTH_SECRETS: secrets };
  return { ...others, JWT_BRIDGE_KEYS: await keysOf(secrets, AUDIENCE) };
}

/** What each API answers to this token. @param {Fleet} apis @param {string} token */
export const ask = (apis, token) => Promise.all(apis.all.map((api) => statusAt(api, token)));

/** @param {{ port: number }} api @param {string} token */
export async function statusAt({ port }, token) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${port}/me`, { headers });
  await response.arrayBuffer();
  return response.status;
}

/** @param {number} seconds */
export const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
