/**
 * Three roles, so that no process has another's rights: one owns the API's tables and migrates them, one serves
 * them, one is the web app's and owns Better Auth's tables. Only the owners may create tables.
 */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { asAdministrator } from "./administrator.mjs";
import { databaseOf } from "./administrator-url.mjs";
import { Failure } from "./failure.mjs";
import { logsIn } from "./postgres-client.mjs";
import { scramVerifier } from "./scram.mjs";

/** @typedef {"MIGRATION_DATABASE_URL" | "DATABASE_URL" | "WEB_DATABASE_URL"} Variable */

/** Each role's last word, by the variable that its URL is for. @type {Readonly<Record<Variable, string>>} */
const WORDS = { MIGRATION_DATABASE_URL: "owner", DATABASE_URL: "api", WEB_DATABASE_URL: "web" };
const VARIABLES = /** @type {Variable[]} */ (Object.keys(WORDS));

/** Who owns which tables, the migrations' own among them. @type {Readonly<Partial<Record<Variable, string[]>>>} */
export const TABLES = {
  MIGRATION_DATABASE_URL: ["alembic_version", "tasks"],
  WEB_DATABASE_URL: ["account", "jwks", "rateLimit", "revocation", "session", "user", "verification"],
};

const quoted = pg.escapeIdentifier;

/**
 * Make the roles and their rights in a database, and the database too when it is not there. Doing it again
 * changes nothing. Tables that another role owned before go to their new owners.
 *
 * @param {URL} url - a superuser's, with the name of the database
 * @param {NodeJS.ProcessEnv} known - URLs of an earlier run: a password that still serves is kept
 * @param {string} prefix - of the roles' names; roles belong to the whole server, so tests have their own
 * @param {(line: string) => void} warn - told before a role gets a new password, which others may need to know
 * @returns {Promise<{ urls: Record<Variable, string>, done: string[] }>} `done` says what has changed
 * @throws {Failure}
 */
export function prepareDatabase(url, known = {}, prefix = "todo", warn = () => {}) {
  return asAdministrator(url, async (client, made) => {
    const database = databaseOf(url);
    const done = made ? [`made the database ${database}`] : [];
    const names = /** @type {Record<Variable, string>} */ (
      Object.fromEntries(VARIABLES.map((variable) => [variable, `${prefix}_${WORDS[variable]}`]))
    );
    const there = await rolesThere(client, Object.values(names));
    const urls = /** @type {Record<Variable, string>} */ ({});
    for (const variable of VARIABLES) {
      const name = names[variable];
      const kept = there.has(name) && (await keptUrl(url, name, known[variable]));
      urls[variable] = kept || roleUrl(url, name, randomBytes(24).toString("base64url")).href;
      if (kept) continue;
      const verb = there.has(name) ? "ALTER" : "CREATE";
      if (there.has(name)) warn(newPassword(name, variable));
      // A verifier has no quote in it, and there is no parameter for it.
      const verifier = scramVerifier(new URL(urls[variable]).password);
      await client.query(`${verb} ROLE ${quoted(name)} LOGIN PASSWORD '${verifier}'`);
      done.push(there.has(name) ? `gave the role ${name} a new password` : `made the role ${name}`);
    }
    await grant(client, database, names);
    done.push(...(await handOver(client, names)));
    return { urls, done };
  });
}

/** @param {URL} url @param {string} name @param {string} [password] */
function roleUrl(url, name, password = "") {
  const own = new URL(url);
  own.username = encodeURIComponent(name);
  own.password = password;
  return own;
}

/** @param {string} name @param {Variable} variable */
const newPassword = (name, variable) =>
  `warning: the role ${name} is there already, and ${variable} in .env has no password that serves: it gets a new one. Every other installation on this server that uses ${name} needs the new ${variable} in its .env`;

/**
 * A URL of this role for this database, with a password that still lets it in. Of another database on the same server
 * the password serves too.
 *
 * @param {URL} url @param {string} name @param {string | undefined} known
 */
async function keptUrl(url, name, known = "") {
  if (!URL.canParse(known)) return undefined;
  const own = new URL(known);
  const here = roleUrl(url, name, own.password);
  if (own.username !== here.username || serverOf(own) !== serverOf(here)) return undefined;
  if (own.pathname === here.pathname && (await logsIn(own))) return known;
  return (await logsIn(here)) || (await logsIn(own)) ? here.href : undefined;
}

/** @param {URL} url */
const serverOf = ({ hostname, port }) => `${hostname}:${port || 5432}`;

/**
 * Roles that somebody has made before, and that have no more than a log-in.
 *
 * @param {pg.Client} client
 * @param {string[]} names
 * @returns {Promise<ReadonlySet<string>>}
 * @throws {Failure} for one with more: whoever gave it that is to take it back.
 */
async function rolesThere(client, names) {
  const { rows } = await client.query(
    `SELECT rolname AS name,
            rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS mighty,
            ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = pg_roles.oid) AS groups
     FROM pg_roles WHERE rolname = ANY($1)`,
    [names],
  );
  const nothing = "NOSUPERUSER NOCREATEROLE NOCREATEDB NOREPLICATION NOBYPASSRLS";
  for (const { name, mighty, groups } of rows) {
    if (mighty)
      throw new Failure(`the role ${name} has more rights than it needs: ALTER ROLE ${name} ${nothing}`);
    if (groups.length > 0)
      throw new Failure(`the role ${name} is a member of others: REVOKE ${groups} FROM ${name}`);
  }
  return new Set(rows.map(({ name }) => name));
}

/** @param {pg.Client} client @param {string} database @param {Record<Variable, string>} names */
async function grant(client, database, names) {
  const [owner, api, web] = VARIABLES.map((variable) => quoted(names[variable]));
  await client.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC, ${api}`);
  await client.query(`GRANT CONNECT ON DATABASE ${quoted(database)} TO ${owner}, ${api}, ${web}`);
  await client.query(`GRANT USAGE ON SCHEMA public TO ${owner}, ${api}, ${web}`);
  await client.query(`GRANT CREATE ON SCHEMA public TO ${owner}, ${web}`);
}

/**
 * Give the app's tables to the roles that are to own them, and take the others' rights from them. The API's role gets its
 * own at the next migration.
 *
 * @param {pg.Client} client
 * @param {Record<Variable, string>} names
 * @returns {Promise<string[]>}
 */
async function handOver(client, names) {
  const done = [];
  for (const variable of VARIABLES) {
    const [owner, others] = [names[variable], VARIABLES.filter((other) => other !== variable)];
    const { rows } = await client.query(
      `SELECT tablename AS name FROM pg_tables
       WHERE schemaname = 'public' AND tablename = ANY($1) AND tableowner <> $2 ORDER BY 1`,
      [TABLES[variable] ?? [], owner],
    );
    for (const { name } of rows) {
      await client.query(`ALTER TABLE public.${quoted(name)} OWNER TO ${quoted(owner)}`);
      const strangers = others.map((other) => quoted(names[other]));
      await client.query(`REVOKE ALL ON public.${quoted(name)} FROM PUBLIC, ${strangers.join(", ")}`);
    }
    if (rows.length > 0) done.push(`gave ${owner} the tables ${rows.map(({ name }) => name).join(", ")}`);
  }
  return done;
}
