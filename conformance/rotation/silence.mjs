/** When no token of the secret is left, by what the APIs' own metrics say. */
import { MARGIN, pause } from "./world.mjs";

const PATIENCE = 15; // seconds

/** @typedef {{ last_seen?: number | null, lastSeen?: number | null }} KeyMetrics */

/**
 * Wait until each API that has seen tokens of the secret has seen none for the lifetime of one: those that it remembers are over then.
 *
 * @param {import("./fleet.mjs").Fleet} apis
 * @param {number} lifetime
 * @returns {Promise<number>} how many APIs have seen some, and see none any more
 */
export async function untilSilent(apis, lifetime) {
  const late = Date.now() / 1000 + lifetime + PATIENCE;
  for (;;) {
    const seen = await Promise.all(apis.all.map(lastSeen));
    const silent = seen.filter((moment) => moment > 0 && moment < Date.now() / 1000 - lifetime - MARGIN);
    if (silent.length === seen.length || Date.now() / 1000 > late) return silent.length;
    await pause(0.2);
  }
}

/** @param {{ port: number }} api @returns {Promise<number>} when it last saw a token of the secret, 0 for never */
async function lastSeen({ port }) {
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  const { keys } = /** @type {{ keys: Record<string, KeyMetrics> }} */ (await answer.json());
  // Of the secret's alone: of keys that are published nothing is kept.
  return Math.max(0, ...Object.values(keys).map(({ last_seen, lastSeen }) => last_seen ?? lastSeen ?? 0));
}
