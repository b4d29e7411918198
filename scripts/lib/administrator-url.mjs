/** The address that `npm run database` is given. */
import { Failure } from "./failure.mjs";

const EXAMPLE = "postgresql://postgres@localhost:5432/todo";
/** The server's own database: every cluster has it, and others are made from there. */
export const MAINTENANCE = "postgres";
const LONGEST = 63; // bytes: NAMEDATALEN
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
  if (!isReadable(url.pathname.slice(1)))
    throw new Failure(
      `the name of the database is longer than ${LONGEST} bytes, or holds one of ; / ? : @ & = + $ , # by its code. Give it another, such as todo: ${EXAMPLE}`,
    );
  if (RESERVED.has(databaseOf(url)))
    throw new Failure(`end the address with the app's own database, which is made if need be: ${EXAMPLE}`);
  return url;
}

/**
 * Whether PostgreSQL, and each program that reads the address, takes the name for the same. It cuts a longer one,
 * and not all programs decode these characters.
 *
 * @param {string} path
 */
function isReadable(path) {
  try {
    const name = decodeURIComponent(path);
    return decodeURI(path) === name && !/[/\0]/.test(name) && Buffer.byteLength(name) <= LONGEST;
  } catch {
    return false; // half a code
  }
}

/** @param {URL} url */
export const databaseOf = (url) => decodeURIComponent(url.pathname.slice(1));
