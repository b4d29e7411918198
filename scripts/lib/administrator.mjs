/** The connection that makes roles and rights: to the app's database, which is made when it is not there. */
import pg from "pg";
import { databaseOf, MAINTENANCE } from "./administrator-url.mjs";
import { Failure } from "./failure.mjs";
import { reasonOf, using } from "./postgres-client.mjs";

const OLDEST = 15; // the first without a right for everybody to create tables in `public`
const LOCK = 0x746f646f; // any number that nobody else locks: "todo"
const ALREADY_THERE = new Set(["42P04", "23505"]); // the second when somebody makes it at this very moment

/** @type {Partial<Record<import("./postgres-client.mjs").Kind, string>>} */
const MENDS = {
  "nobody there": "Start PostgreSQL, or correct the address",
  "password missing": "Put it before the command: PGPASSWORD=… npm run database -- …",
  "password wrong": "Correct it",
};

/**
 * Do some work in one transaction, in the database of the URL. Whoever comes second on this server waits.
 *
 * @template Result
 * @param {URL} url
 * @param {(client: pg.Client, made: boolean) => Promise<Result>} work - `made`: the database is new
 * @throws {Failure} when nobody answers or lets us in, when the version is too old or the rights do not do.
 */
export async function asAdministrator(url, work) {
  // Roles are the whole server's, and a lock is its database's: all meet in this one.
  const maintenance = new URL(url);
  maintenance.pathname = `/${MAINTENANCE}`;
  try {
    return await using(maintenance, async (meeting) => {
      await requirePowers(meeting);
      await meeting.query("SELECT pg_advisory_lock($1)", [LOCK]); // until the connection ends
      const made = await makeDatabase(meeting, databaseOf(url));
      return using(url, async (client) => {
        await client.query("BEGIN");
        const result = await work(client, made);
        await client.query("COMMIT");
        return result;
      });
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { kind, reason } = reasonOf(error, url);
    throw new Failure([reason, MENDS[kind]].filter(Boolean).join(". "));
  }
}

/** @param {pg.Client} client @param {string} name @returns {Promise<boolean>} whether it was missing */
async function makeDatabase(client, name) {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  if (rowCount) return false;
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    // Others make databases too, and know nothing of the lock.
    if (ALREADY_THERE.has(/** @type {{ code?: string }} */ (error).code ?? "")) return false;
    throw error;
  }
}

/** @param {pg.Client} client */
async function requirePowers(client) {
  const { rows } = await client.query(
    `SELECT current_setting('server_version_num')::int / 10000 AS version, rolname AS name,
            rolsuper OR rolcreaterole AS able
     FROM pg_roles WHERE rolname = current_user`,
  );
  const problem = missingPower(rows[0]);
  if (problem) throw new Failure(problem);
}

/**
 * @param {{ version: number, name: string, able: boolean }} server - `able` to make roles
 * @returns {string | undefined} what is wrong, and the mend
 */
export function missingPower({ version, name, able }) {
  if (version < OLDEST)
    return `this server is PostgreSQL ${version}, and ${OLDEST} or later is needed. Update it, or name another`;
  if (!able) return `the role ${name} may not make roles. Give the address with a superuser's name`;
  return undefined;
}
