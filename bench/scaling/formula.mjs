/** The same day in closed form: what the simulation is held against, and it against the simulation. */
import { DAY, dayOf } from "./day.mjs";
import { ENTRY_LIFE, RENEW_AFTER } from "./design.mjs";

/**
 * @typedef {{ mean: number, peak: number }} Rate - events a second
 * @typedef {Record<import("./simulation.mjs").Kind, Rate> & { held: number }} Expected - `held`: entries, at the most
 */

/**
 * A page is open for an exponential time, and asks by chance. So after a token the next one comes with the first request beyond
 * its renewal, if the page is still open then: with one chance each time, which makes the tokens of a page a geometric series.
 *
 * @param {import("./assumptions.mjs").Model} model
 * @param {number} users
 * @returns {Expected}
 */
export function expect(model, users) {
  const { visits, minutes, tabs, requests, looks, lifetime, peak } = model;
  const pages = (users * visits * tabs * model["page-loads"]) / DAY;
  const open = (minutes * 60) / model["page-loads"]; // seconds
  const asks = requests / 60; // a second
  const another = (Math.exp((-RENEW_AFTER * lifetime) / open) * asks) / (asks + 1 / open);
  const looked = looks > 0 ? 1 / (Math.exp(60 / looks / open) - 1) : 0;
  const rate = (/** @type {number} */ mean) => ({ mean, peak: mean * peak });
  const signOuts = (users * visits * model["sign-outs"]) / DAY;
  return {
    tokens: rate(pages / (1 - another)),
    serverTokens: rate(pages * model["server-tokens"]),
    requests: rate(pages * (1 + asks * open + model["server-tokens"])),
    looks: rate(pages * (1 + looked)),
    signOuts: rate(signOuts),
    held: signOuts * busiest(peak, ENTRY_LIFE),
  };
}

/** Seconds' worth of the mean rate in the busiest stretch of that many seconds. @param {number} peak @param {number} length */
function busiest(peak, length) {
  const { rate } = dayOf(peak);
  const stretch = (/** @type {number} */ from) => {
    let sum = 0;
    for (let second = 0; second < length; second += 5) sum += rate(from + second) * 5;
    return sum;
  };
  return Math.max(...Array.from({ length: 288 }, (_, at) => stretch(at * 300)));
}
