/** Up to how many daily users each part does by itself what it is asked for. */
import { demandOf } from "./demand.mjs";
import { FEED_SHARE } from "./tables.mjs";
import { people, table } from "./words.mjs";

/** @typedef {import("./demand.mjs").Demand} Demand */
/** Cores of a database server that is no special order. */
const DATABASE_CORES = 8;
/** Beyond that nobody asks. */
const MOST = 1e10;

/** What is beyond 1 is too much. @type {readonly (readonly [part: string, next: string, used: (demand: Demand, busy: number) => number])[]} */
const LIMITS = [
  ["one API process", "more uvicorn or Node workers", ({ apiCores }, busy) => apiCores / busy],
  ["one auth server process", "more of them", ({ authCores }, busy) => authCores / busy],
  [
    "the feed, by what the auth servers read again: a tenth of what tokens cost them",
    "Redis, `REDIS_URL`",
    ({ feed, authCores }) => feed.readCores / authCores / FEED_SHARE,
  ],
  [
    `PostgreSQL with ${DATABASE_CORES} cores, for tokens and \`/get-session\``,
    "a cookie cache; sessions in Redis, `secondaryStorage`",
    ({ postgresCores, tokenReads, lookReads }, busy) =>
      (postgresCores * (1 + lookReads / tokenReads)) / DATABASE_CORES / busy,
  ],
  [
    "PostgreSQL's 100 connections, 10 for each auth server process",
    "PgBouncer",
    ({ connections }) => connections / 100,
  ],
  ["one Redis for revocations", "[not built](#where-the-design-stops)", ({ redis }) => redis.cores],
  ["the feed, by what a start may hear", "Redis, `REDIS_URL`", ({ feed }) => feed.part],
  [
    "256 MB for revocations in each Python process",
    "[not built](#where-the-design-stops)",
    ({ memory }) => memory.python.entries / 256e6,
  ],
];

/**
 * @param {import("./run.mjs").Run} run
 * @returns {string} Markdown
 */
export function limitsOf({ model, figures, traffic }) {
  const rows = LIMITS.map(([part, next, used]) => {
    const isTooMuch = (/** @type {number} */ users) =>
      used(demandOf(model, figures, traffic, users), model.busy) > 1;
    return { part, next, users: most(isTooMuch) };
  }).sort((a, b) => a.users - b.users);
  const lines = rows.map(({ part, next, users }) => [
    part,
    users >= MOST ? "never" : people(rounded(users)),
    next,
  ]);
  return table([["part", "up to daily users", "what takes over"], ...lines]);
}

/** @param {(users: number) => boolean} isTooMuch - once it is, it stays so */
function most(isTooMuch) {
  let [low, high] = [1, MOST];
  while (high / low > 1.001) {
    const middle = Math.sqrt(low * high);
    if (isTooMuch(middle)) high = middle;
    else low = middle;
  }
  return high >= MOST * 0.99 ? MOST : low;
}

/** @param {number} users */
const rounded = (users) => Number(users.toPrecision(2));
