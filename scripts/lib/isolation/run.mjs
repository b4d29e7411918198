/** One run: the API is started, called, and stopped. */
import { createWorld } from "./actors.mjs";
import { drive } from "./driver.mjs";
import { createCaller } from "./http.mjs";
import { startServer, TOKENS } from "./server.mjs";

/**
 * @typedef {import("./server.mjs").Setup & { users: number, devices: number, concurrency: number, requests: number }} Plan
 * @typedef {import("./driver.mjs").Outcome & { time: number }} Result - `time` in milliseconds
 */

/** Seconds: what the verifier takes at most. */
const LIFETIME = 3600;

/**
 * @param {Plan} plan
 * @param {object} options
 * @param {string} options.seed
 * @param {string} options.server - a superuser's URL of PostgreSQL
 * @param {string} options.log
 * @param {(done: number, found: number) => void} [options.onProgress]
 * @returns {Promise<Result>}
 */
export async function run(plan, { seed, server, log, onProgress = () => {} }) {
  // There once the library is built.
  const { issueTestToken } = await import("jwt-auth-bridge/testing");
  const mint = (/** @type {string} */ userId) => issueTestToken({ ...TOKENS, userId, lifetime: LIFETIME });
  const { origin, stop } = await startServer(plan, { server, log });
  const caller = createCaller(origin, plan.concurrency);
  try {
    const world = createWorld({ ...plan, seed, mint });
    const began = performance.now();
    const guarded = !plan.without.includes("guard");
    const outcome = await drive({ ...plan, world, caller, guarded, onProgress });
    return { ...outcome, time: performance.now() - began };
  } finally {
    caller.close();
    await stop();
  }
}
