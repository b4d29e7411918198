/** What docs/migrate.md restarts: the auth server, and an API in each language, while people work. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { startBalancer } from "../../../conformance/rotation/balancer.mjs";
import { startClients } from "../../../conformance/rotation/clients.mjs";
import { createFleet } from "../../../conformance/rotation/fleet.mjs";
import { createLeavers } from "../../../conformance/rotation/leavers.mjs";
import { AUDIENCE } from "../../../conformance/rotation/world.mjs";
import { findFiles } from "../../../scripts/lib/files.mjs";
import { inRoot, VENV_PYTHON } from "../../../scripts/lib/paths.mjs";
import { using } from "../../../scripts/lib/postgres-client.mjs";

const SERVERS = inRoot("conformance/rotation/servers");
const FOLDER = "docs/revocation"; // of the logs

/** @typedef {import("../../../conformance/servers/index.mjs").Program} Program */
/** @typedef {Awaited<ReturnType<typeof openWorld>>} World */

/** @type {Program} */
const BETTER_AUTH = {
  name: "better-auth",
  title: "Better Auth",
  command: () => [process.execPath, inRoot("conformance/servers/better-auth.mjs")],
};
/** @type {readonly Program[]} */
const APIS = [
  { name: "fastapi", title: "FastAPI", command: () => [VENV_PYTHON, "-P", `${SERVERS}/api.py`] },
  { name: "hono", title: "Hono", command: () => [process.execPath, `${SERVERS}/api.mjs`] },
];

/** @param {string} server - a superuser's URL of PostgreSQL */
export async function openWorld(server) {
  const name = `docs_revocation_${randomBytes(6).toString("hex")}`;
  await using(new URL(server), (client) => client.query(`CREATE DATABASE ${name}`));
  const database = new URL(server);
  database.pathname = name;
  rmSync(inRoot(".cache/conformance", FOLDER), { recursive: true, force: true });
  mkdirSync(inRoot(".cache/conformance", FOLDER, "early"), { recursive: true });
  const secret = randomBytes(32).toString("base64");
  /** @type {Record<string, string>} */
  const shared = { JWT_AUDIENCE: AUDIENCE, BETTER_AUTH_SECRET: secret };
  const auth = createFleet({
    programs: [BETTER_AUTH],
    folder: FOLDER,
    // So short that people ask for another one all the time.
    settingsOf: (_, own) => ({ ...shared, DATABASE_URL: database.href, JWT_LIFETIME: "2s", ...own }),
  });
  const settingsOf = (/** @type {number} */ _, /** @type {Record<string, string>} */ own) => ({
    ...shared,
    ...own,
  });
  const apis = createFleet({ programs: APIS, folder: FOLDER, settingsOf });
  const early = createFleet({ programs: APIS, folder: `${FOLDER}/early`, settingsOf });
  const balancer = await startBalancer(auth);
  const { origin } = balancer;
  shared.BETTER_AUTH_URL = origin;
  await Promise.all([auth.startAll({}), apis.startAll({})]);
  const clients = await startClients({ origin, apis, count: 2, rest: 100 });
  return {
    origin,
    auth,
    apis,
    clients,
    /** APIs that nobody is sent to: they listen before anybody publishes. */
    startEarly: () => APIS.map((_, at) => early.startAside(at, { REVOCATION: "1" })),
    /** What each of them has printed up to now. */
    earlyLogs: () =>
      findFiles(inRoot(".cache/conformance", FOLDER, "early"), ".log").map((log) =>
        readFileSync(log, "utf8"),
      ),
    /** Somebody who is signed in, with a token that nothing but the end of the session can end. */
    come: createLeavers(/** @type {any} */ ({ origin, apis }), secret).come,
    async close() {
      await clients.stop();
      await Promise.all([auth.stop(), apis.stop(), early.stop()]);
      await balancer.close();
      await using(new URL(server), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}
