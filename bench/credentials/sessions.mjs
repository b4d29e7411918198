/** Sessions of a real Better Auth, on PostgreSQL and on SQLite, for those who look them up. */

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../scripts/lib/failure.mjs";
import { tail } from "../../scripts/lib/logs.mjs";
import { inRoot, ROOT } from "../../scripts/lib/paths.mjs";
import { answers, freePort } from "../../scripts/lib/ports.mjs";
import { exitOf, launch, stop } from "../../scripts/lib/processes.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";
import { childEnv } from "../lib/context.mjs";
import { writeLoadFile } from "./load-file.mjs";
import { bearer } from "./tokens.mjs";

const PATIENCE = 240_000; // milliseconds

/**
 * @typedef {import("./tokens.mjs").Credentials} Credentials
 * @typedef {{ id: string, token: string, cookie: string }} Session
 *
 * @typedef {object} Sessions
 * @property {Credentials} postgres - the session's token, as a bearer token; the row is in PostgreSQL
 * @property {Credentials} sqlite - the same, in a SQLite file
 * @property {Credentials} cookie - the session's cookie; the row is in PostgreSQL, and Better Auth listens
 * @property {() => Promise<void>} stop
 */

/**
 * @param {number} count - users
 * @param {Pick<import("../lib/context.mjs").Context, "folder" | "log">} context
 * @returns {Promise<Sessions>}
 */
export async function makeSessions(count, { folder, log }) {
  const cluster = await startPostgres();
  /** @type {Awaited<ReturnType<typeof signIn>>[]} */
  const servers = [];
  const stopAll = async () => {
    for (const server of servers) await server.stop();
    await cluster.stop();
  };
  try {
    const file = join(folder, "auth.sqlite");
    const onPostgres = await signIn("postgres", count, cluster.url, { folder, log });
    servers.push(onPostgres);
    const onSqlite = await signIn("sqlite", count, file, { folder, log });
    servers.push(onSqlite);
    const byToken = (/** @type {Session} */ { token }) => bearer(token);
    const byCookie = (/** @type {Session} */ { cookie }) => ({ Cookie: cookie });
    return {
      postgres: credentials("session-postgres", onPostgres, byToken, folder),
      sqlite: credentials("session-sqlite", onSqlite, byToken, folder),
      cookie: credentials("session-cookie", onPostgres, byCookie, folder),
      stop: stopAll,
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/**
 * @param {string} name
 * @param {{ users: Session[], refused: Record<string, Session>, env: Record<string, string> }} known
 * @param {(session: Session) => import("./tokens.mjs").Headers} headersOf
 * @param {string} folder
 * @returns {Credentials}
 */
function credentials(name, { users, refused, env }, headersOf, folder) {
  const all = users.map((session) => ({ id: session.id, headers: headersOf(session) }));
  return {
    users: all,
    refused: Object.fromEntries(
      Object.entries(refused).map(([fault, session]) => [fault, headersOf(session)]),
    ),
    loadFile: writeLoadFile(join(folder, `${name}.txt`), all),
    env,
  };
}

/** @param {string} name @param {number} count @param {string} database @param {{ folder: string, log: (name: string) => string }} options */
async function signIn(name, count, database, { folder, log }) {
  const port = await freePort();
  const env = {
    DATABASE_URL: database,
    BETTER_AUTH_URL: `http://127.0.0.1:${port}`,
    BETTER_AUTH_SECRET: randomBytes(32).toString("base64url"),
  };
  const file = join(folder, `sessions-${name}.json`);
  const args = [inRoot("bench/auth/sessions.mjs"), String(count), file];
  const output = log(`better-auth-${name}`);
  const child = launch(process.execPath, args, {
    cwd: ROOT,
    env: childEnv({ ...env, PORT: String(port) }),
    log: output,
  });
  const end = Date.now() + PATIENCE;
  while (!(await answers("127.0.0.1", port))) {
    const gone = child.exitCode !== null || child.signalCode !== null;
    if (gone || Date.now() > end) {
      await stop(child);
      throw new Failure(
        `Better Auth did not start (${await exitOf(child)}). All of its output: ${output}`,
        tail(output),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const known = JSON.parse(readFileSync(file, "utf8"));
  return { users: known.users, refused: known.refused, env, stop: () => stop(child) };
}
