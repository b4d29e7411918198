/** What a token and a sign-out cost the auth server and its database, wherever sessions are kept. */
import pg from "pg";
import { startPostgres } from "../../../scripts/postgres.mjs";
import { processorClocks } from "../../lib/cpu.mjs";
import { askOften, signOut, signUp } from "./people.mjs";
import { processOf, startAuth, startRedis } from "./servers.mjs";

const PEOPLE = 100;
const TIMES = 40;
const WARM_UP = 10;

/** @typedef {"database" | "cookie-cache" | "redis"} Sessions */

/** @param {(name: string) => string} log */
export async function measureTokens(log) {
  const redis = await startRedis(log);
  try {
    /** @type {Record<string, Record<string, number>>} */
    const found = {};
    for (const sessions of /** @type {const} */ (["database", "cookie-cache", "redis"]))
      Object.assign(found, { [sessions]: await measureOne(sessions, redis.url, log) });
    return found;
  } finally {
    await redis.stop();
  }
}

/** @param {Sessions} sessions @param {string} redisUrl @param {(name: string) => string} log */
async function measureOne(sessions, redisUrl, log) {
  const cluster = await startPostgres();
  const clocks = processorClocks();
  const env = { DATABASE_URL: cluster.url, SESSIONS: sessions, SESSIONS_URL: redisUrl };
  const auth = await startAuth(`scaling-${sessions}`, env, log);
  try {
    const cookies = await signUp(auth.origin, PEOPLE);
    const postgres = await processOf(cluster.url);
    await askOften(auth.origin, "token", cookies, WARM_UP);
    const before = { ...(await auth.counted()), postgres: clocks.tree(postgres) };
    await askOften(auth.origin, "token", cookies, TIMES);
    const minted = { ...(await auth.counted()), postgres: clocks.tree(postgres) };
    const tokens = PEOPLE * TIMES;
    const perToken = perOne(before, minted, tokens);
    await askOften(auth.origin, "get-session", cookies, 1);
    const looked = await auth.counted();
    if (sessions !== "redis") await age(cluster.url);
    await askOften(auth.origin, "token", cookies, 1);
    const aged = await auth.counted();
    await signOut(auth.origin, cookies);
    const ended = await auth.counted();
    return {
      tokenReads: perToken.reads,
      tokenWrites: perToken.writes,
      tokenCommands: perToken.stored,
      tokenMicroseconds: ((minted.seconds - before.seconds) / tokens) * 1e6,
      // Nought but for rounding, or less for a process of it that has ended.
      tokenPostgresMicroseconds: (Math.max(minted.postgres - before.postgres, 0) / tokens) * 1e6,
      lookReads: perOne(minted, looked, PEOPLE).reads,
      lookCommands: perOne(minted, looked, PEOPLE).stored,
      refreshWrites: perOne(looked, aged, PEOPLE).writes,
      signOutReads: perOne(aged, ended, PEOPLE).reads,
      signOutWrites: perOne(aged, ended, PEOPLE).writes,
      signOutCommands: perOne(aged, ended, PEOPLE).stored,
    };
  } finally {
    await auth.stop();
    await cluster.stop();
  }
}

/** Statements and commands. @param {import("./servers.mjs").Counted} before @param {import("./servers.mjs").Counted} after @param {number} count */
function perOne(before, after, count) {
  const sent = after.statements.slice(before.statements.length);
  const of = (/** @type {RegExp} */ kind) => sent.filter((statement) => kind.test(statement)).length / count;
  return {
    reads: of(/^\s*select/i),
    writes: of(/^\s*(insert|update|delete)/i),
    stored: (after.stored - before.stored) / count,
  };
}

/** Sessions become two days old: with Better Auth's `updateAge` of a day the next look prolongs them. @param {string} url */
async function age(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`UPDATE session SET "expiresAt" = "expiresAt" - interval '2 days'`);
  await client.end();
}
