/** The plan, carried out on 2 auth servers and 4 APIs, while people work; then the wrong order, on the same processes. */
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { issueTestToken } from "jwt-auth-bridge/testing";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { using } from "../../scripts/lib/postgres-client.mjs";
import { PROGRAMS } from "../servers/index.mjs";
import { startClients } from "./clients.mjs";
import { createFleet } from "./fleet.mjs";
import { keysOf, readPlan } from "./plan.mjs";

const AUDIENCE = "todo-api";
const ORIGIN = "http://localhost:3000";
const FOLDER = "rotation";
const MARGIN = 1; // seconds; one machine has one clock

/**
 * @typedef {object} Outcome
 * @property {{ tokens: number, calls: number, refused: import("./clients.mjs").Refused[], kids: Set<string> }} planned
 * @property {number[]} before - what each API answers to a good token of the old key, while it accepts it
 * @property {number[]} after - the same, once it was dropped
 * @property {number} told - APIs that logged the old key
 * @property {import("./clients.mjs").Refused[]} wrong - what is refused where an auth server goes first
 */

/**
 * @param {object} options
 * @param {string} options.server - a superuser's URL of PostgreSQL
 * @param {number} options.lifetime - of a token, in seconds
 * @param {number} options.clients
 * @param {(line: string) => void} options.say
 * @returns {Promise<Outcome>}
 */
export async function rotate({ server, ...options }) {
  const name = `rotation_${randomBytes(6).toString("hex")}`;
  await using(new URL(server), (client) => client.query(`CREATE DATABASE ${name}`));
  try {
    const database = new URL(server);
    database.pathname = name;
    return await rotateOn(database.href, options);
  } finally {
    await using(new URL(server), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

/**
 * @param {string} database
 * @param {{ lifetime: number, clients: number, say: (line: string) => void }} options
 * @returns {Promise<Outcome>}
 */
async function rotateOn(database, { lifetime, clients: count, say }) {
  const [old, recent, third] = [1, 2, 3].map(() => randomBytes(32).toString("base64"));
  const { auth, apis } = createFleets(lifetime, database);
  const fleets = { "auth servers": auth, APIs: apis };
  /** @param {string} text - of the plan */
  const fill = (text) => text.replace("<new>", recent ?? "").replace("<old>", old ?? "");
  try {
    await Promise.all([auth.startAll(`1:${old}`), apis.startAll(`1:${old}`)]);
    const clients = await startClients({ auth, apis, origin: ORIGIN, count });
    // Good for longer than the run: only its key can be what it is refused for.
    const kept = issueTestToken({
      issuer: ORIGIN,
      audience: AUDIENCE,
      secret: old ?? "",
      userId: "person",
      lifetime: 3600,
    });
    let [before, told] = [/** @type {number[]} */ ([]), 0];
    for (const { title, restart, waits } of readPlan()) {
      say(title);
      clients.tell(title);
      if (waits) {
        before = await ask(apis, kept);
        await pause(lifetime + MARGIN);
        told = apis.all.filter(({ lines }) =>
          lines.some((line) => line.includes("not the newest, was accepted")),
        ).length;
      }
      await Promise.all(restart.map(({ kind, secrets }) => fleets[kind].restart(fill(secrets))));
    }
    const after = await ask(apis, kept);
    await pause(1);
    const { tokens, calls, refused, kids } = clients.counted;
    const planned = { tokens, calls, refused: [...refused], kids: new Set(kids) };

    say("The wrong order: an auth server first");
    clients.tell("the wrong order");
    await auth.restart(`3:${third},2:${recent}`, 1);
    await pause(lifetime);
    await clients.stop();
    return { planned, before, after, told, wrong: refused.slice(planned.refused.length) };
  } finally {
    await Promise.all([auth.stop(), apis.stop()]);
  }
}

/** @param {number} lifetime @param {string} database */
function createFleets(lifetime, database) {
  const folder = inRoot(".cache/conformance", FOLDER);
  rmSync(folder, { recursive: true, force: true });
  const shared = { BETTER_AUTH_URL: ORIGIN, JWT_AUDIENCE: AUDIENCE };
  const own = { DATABASE_URL: database, JWT_LIFETIME: `${lifetime}s` };
  const better = [process.execPath, inRoot("conformance/servers/better-auth.mjs")];
  const auth = createFleet({
    program: { name: "better-auth", title: "Better Auth", command: () => better },
    folder: FOLDER,
    settingsOf: (_, BETTER_AUTH_SECRETS) => ({ ...shared, ...own, BETTER_AUTH_SECRETS }),
    count: 2,
  });
  const [program] = PROGRAMS.filter(({ name }) => name === "fastapi");
  if (program === undefined) throw new Error("there is no FastAPI server");
  /** Half of the APIs have the secret, the others only its keys. @param {number} at @param {string} secrets */
  const settingsOf = (at, secrets) =>
    at % 2 === 0
      ? { ...shared, BETTER_AUTH_SECRETS: secrets }
      : { ...shared, JWT_BRIDGE_KEYS: keysOf(secrets, AUDIENCE) };
  return { auth, apis: createFleet({ program, folder: FOLDER, settingsOf, count: 4 }) };
}

/** What each API answers to this token. @param {import("./clients.mjs").Fleet} apis @param {string} token */
const ask = (apis, token) =>
  Promise.all(
    apis.all.map(async ({ port }) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`http://127.0.0.1:${port}/me`, { headers })).status;
    }),
  );

/** @param {number} seconds */
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
