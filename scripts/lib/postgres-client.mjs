/** Connections of these scripts' own to PostgreSQL. Needs the npm packages, which `npm start` has to install first. */
import pg from "pg";

const PATIENCE = 5_000; // ms

/**
 * Connect, do some work, hang up.
 *
 * @template Result
 * @param {URL} url
 * @param {(client: pg.Client) => Promise<Result>} work
 */
export async function using(url, work) {
  const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: PATIENCE });
  client.on("error", () => {}); // of a connection that is lost the query under way tells
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether the server lets somebody in with this URL. @param {URL} url */
export const logsIn = (url) =>
  using(url, async () => true).then(
    () => true,
    () => false,
  );

/** @typedef {"nobody there" | "password missing" | "password wrong" | "other"} Kind */

/**
 * Why a connection or a statement has failed, in words that hold no password: neither do PostgreSQL's own.
 *
 * @param {unknown} error - of `using`
 * @param {URL} url
 * @returns {{ kind: Kind, reason: string }}
 */
export function reasonOf(error, { hostname, port, username }) {
  const { code = "", message } = /** @type {Error & { code?: string }} */ (error);
  const user = decodeURIComponent(username);
  if (/^E[A-Z]{4,}$/.test(code) || /timeout/i.test(message))
    return { kind: "nobody there", reason: `nothing answers at ${hostname}:${port || 5432}` };
  if (/password must be a string/.test(message))
    return { kind: "password missing", reason: `the server asks ${user} for a password` };
  if (code === "28P01")
    return { kind: "password wrong", reason: `the server does not take this password of ${user}` };
  return { kind: "other", reason: `PostgreSQL says: ${message.split("\n")[0]}` };
}
