/** The rows of the table: which walls stand, and what is asked of them. */

/**
 * @typedef {import("./run.mjs").Plan & { name: string, leaks: boolean }} Row - `leaks`: foreign rows must be found, or nothing could be
 */

/** Fewer connections than requests at a time: each serves many users in turn. */
const MANY = { users: 200, devices: 1, pool: 8, concurrency: 32 };
/** Every request meets what the other user's has left on the one connection. */
const TWO = { users: 2, devices: 6, pool: 1, concurrency: 12 };
/** Of all requests, those of each row but the first. */
const SHARE = 20;
const LEAST = 1_000;

/** @param {number} requests - of the first row @returns {[Row, ...Row[]]} */
export function rows(requests) {
  const fewer = { requests: Math.max(LEAST, Math.round(requests / SHARE)), leaks: false };
  return [
    { name: "all three walls", ...MANY, requests, leaks: false, without: [] },
    { name: "all three, two users on one connection", ...TWO, ...fewer, without: [] },
    { name: "without the session's wall", ...MANY, ...fewer, without: ["session"] },
    { name: "without the session's wall, one connection", ...TWO, ...fewer, without: ["session"] },
    { name: "without the database's wall", ...MANY, ...fewer, without: ["database"] },
    { name: "without guard and session's wall", ...MANY, ...fewer, without: ["guard", "session"] },
    { name: "without guard and database's wall", ...MANY, ...fewer, without: ["guard", "database"] },
    {
      name: "without session's and database's: leaks",
      ...MANY,
      requests: LEAST,
      leaks: true,
      without: ["session", "database"],
    },
  ];
}
