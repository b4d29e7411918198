/** Which database each process is told of: none, which means SQLite files, or PostgreSQL under a role of its own. */
import { Failure } from "./failure.mjs";
import { answers } from "./ports.mjs";

/** The variables, each with the work that it is for. */
const WORK = {
  DATABASE_URL: "the API",
  MIGRATION_DATABASE_URL: "the API's migrations",
  WEB_DATABASE_URL: "the web app",
};
export const NAMES = /** @type {(keyof typeof WORK)[]} */ (Object.keys(WORK));

/**
 * Look at the three variables without asking any server.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ web: NodeJS.ProcessEnv, api: NodeJS.ProcessEnv, migration: NodeJS.ProcessEnv }} what each process is told
 * @throws {Failure} for a part of them, for what is no URL of PostgreSQL, and for one role with two tasks.
 */
export function resolveDatabases(env) {
  const given = NAMES.filter((name) => env[name]);
  if (given.length === 0) return { web: {}, api: {}, migration: {} };
  const urls = given.map((name) => parse(name, env[name] ?? ""));
  const missing = NAMES.find((name) => !env[name]);
  if (missing) {
    const { host, pathname } = urls[0] ?? new URL("postgresql://localhost:5432/todo");
    const mend = `Make it: npm run database -- postgresql://<superuser>@${host}${pathname}`;
    throw new Failure(
      `${missing} is not set: ${WORK[missing]} needs a role of its own. ${mend}, or unset ${given.join(", ")} to use SQLite`,
    );
  }
  const logIns = urls.map(({ host, username }) => `${username}@${host}`);
  const twin = logIns.findIndex((logIn, at) => logIns.indexOf(logIn) !== at);
  if (twin > 0)
    throw new Failure(
      `${NAMES[logIns.indexOf(logIns[twin] ?? "")]} and ${NAMES[twin]} name the same role. Give each its own: npm run database -- --help`,
    );
  const { DATABASE_URL, MIGRATION_DATABASE_URL, WEB_DATABASE_URL } = env;
  return {
    web: { DATABASE_URL: WEB_DATABASE_URL },
    api: { DATABASE_URL },
    migration: { DATABASE_URL, MIGRATION_DATABASE_URL }, // DATABASE_URL for the name of the role that is let in
  };
}

/** @param {string} name @param {string} text */
function parse(name, text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return url;
  throw new Failure(
    `${name} must look like postgresql://user:password@host:5432/name; without it SQLite is used`,
  );
}

/** @param {NodeJS.ProcessEnv} env @throws {Failure} when no server is there. */
export async function requireDatabases(env) {
  for (const name of NAMES) {
    const url = env[name] && new URL(env[name]);
    if (!url) continue;
    // An empty host is a Unix socket, which the migrations will try themselves.
    const [host, port] = [url.hostname.replace(/^\[|\]$/g, ""), Number(url.port || 5432)];
    if (host === "" || (await answers(host, port, 3_000))) continue;
    const mend = `Start PostgreSQL, or unset ${NAMES.join(", ")} to use SQLite`;
    throw new Failure(`${name}: nothing answers at ${host}:${port}. ${mend}`);
  }
}
