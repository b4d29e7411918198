/** All rows, one after the other beside the first and longest, each with an API of its own. */
import { join } from "node:path";
import { rows } from "./rows.mjs";
import { run } from "./run.mjs";

/**
 * @typedef {import("./rows.mjs").Row} Row
 * @typedef {{ row: Row, result: import("./run.mjs").Result, ok: boolean }} Shown
 */

/**
 * @param {object} options
 * @param {string} options.seed
 * @param {number} options.requests - of the first row
 * @param {string} options.server - a superuser's URL of PostgreSQL
 * @param {string} options.logs - folder
 * @param {(done: number, of: number, found: number) => void} [options.onProgress]
 * @returns {Promise<Shown[]>}
 */
export async function gather({ seed, requests, server, logs, onProgress = () => {} }) {
  const [first, ...others] = rows(requests);
  const all = [first, ...others];
  const of = all.reduce((sum, row) => sum + row.requests, 0);
  /** @type {Map<Row, [done: number, found: number]>} */
  const states = new Map();
  /** @param {Row} row @returns {Promise<Shown>} */
  const show = async (row) => {
    const log = join(logs, `${row.name.replaceAll(/\W+/g, "-")}.log`);
    const result = await run(row, {
      seed,
      server,
      log,
      onProgress: (done, found) => {
        states.set(row, [done, row.leaks ? 0 : found]);
        const total = (/** @type {0 | 1} */ at) =>
          [...states.values()].reduce((sum, state) => sum + state[at], 0);
        onProgress(total(0), of, total(1));
      },
    });
    return { row, result, ok: isAsExpected(row, result) };
  };
  const inTurn = async () => {
    /** @type {Shown[]} */
    const shown = [];
    for (const row of others) shown.push(await show(row));
    return shown;
  };
  const [shown, rest] = await Promise.all([show(first), inTurn()]);
  return [shown, ...rest];
}

/** An API that is too busy for one request in so many shows nothing. */
const BUSY = 50;

/** @param {Row} row @param {import("./driver.mjs").Outcome} outcome */
function isAsExpected({ leaks }, { found, disturbed, requests }) {
  if (leaks) return found["foreign row"] > 0;
  return Object.values(found).every((count) => count === 0) && (disturbed.get("busy") ?? 0) < requests / BUSY;
}
