/** The address that `npm run database` is given. */
import { Failure } from "./failure.mjs";

const EXAMPLE = "postgresql://postgres@localhost:5432/todo";
/** The server's own database: every cluster has it, and others are made from there. */
export const MAINTENANCE = "postgres";
const RESERVED = new Set([MAINTENANCE, "template0", "template1", ""]);

/**
 * @param {string | undefined} text
 * @returns {URL} with a host, a user and the app's database
 * @throws {Failure} which does not repeat it: it may hold a password.
 */
export function administratorUrl(text = "") {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^postgres(ql)?:$/.test(url.protocol) || !url.hostname || !url.username)
    throw new Failure(`give PostgreSQL's address with the name of a superuser, such as ${EXAMPLE}`);
  if (RESERVED.has(databaseOf(url)))
    throw new Failure(`end the address with the app's own database, which is made if need be: ${EXAMPLE}`);
  return url;
}

/** @param {URL} url */
export const databaseOf = (url) => decodeURIComponent(url.pathname.slice(1));
