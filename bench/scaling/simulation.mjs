/** A day of some users, event by event: what their tabs ask of the auth server and of the API. */
import { chanceOf } from "./chance.mjs";
import { DAY, dayOf } from "./day.mjs";
import { ENTRY_LIFE, RENEW_AFTER } from "./design.mjs";

/** Seconds that are counted together. */
export const BIN = 300;
const BINS = DAY / BIN;
/** Bins of which the busiest stretch of the day is made: half an hour. */
const BUSIEST = 6;

/** @typedef {"tokens" | "serverTokens" | "requests" | "looks" | "signOuts"} Kind */
/**
 * @typedef {object} Traffic - of all users that were simulated
 * @property {number} users
 * @property {Record<Kind, Float64Array>} bins - events of each stretch of the day
 * @property {Float64Array} held - entries of sign-outs that are held at the end of each
 */

/**
 * A day that comes after one like it: what goes on beyond midnight comes in at the beginning.
 *
 * @param {import("./assumptions.mjs").Model} model
 * @param {{ users: number, seed: number }} options
 * @returns {Traffic}
 */
export function simulate(model, { users, seed }) {
  const chance = chanceOf(seed);
  const day = dayOf(model.peak);
  const bin = () => new Float64Array(BINS);
  const bins = { tokens: bin(), serverTokens: bin(), requests: bin(), looks: bin(), signOuts: bin() };
  /** @type {number[]} */
  const ends = [];
  const tell = (/** @type {Kind} */ kind, /** @type {number} */ second) => {
    const at = Math.floor((second % DAY) / BIN);
    bins[kind][at] = (bins[kind][at] ?? 0) + 1;
  };
  for (let user = 0; user < users; user++) {
    for (let visits = chance.count(model.visits); visits > 0; visits--) {
      const end = visit(model, chance, day.when(chance.part()), tell);
      if (chance.part() >= model["sign-outs"]) continue;
      tell("signOuts", end);
      ends.push(end % DAY);
    }
  }
  return { users, bins, held: heldOf(ends) };
}

/**
 * @param {import("./assumptions.mjs").Model} model
 * @param {import("./chance.mjs").Chance} chance
 * @param {number} start
 * @param {(kind: Kind, second: number) => void} tell
 * @returns {number} when the last tab is closed
 */
function visit(model, chance, start, tell) {
  let end = start;
  for (let tabs = chance.count(model.tabs); tabs > 0; tabs--) {
    let now = start;
    for (let loads = chance.count(model["page-loads"]); loads > 0; loads--)
      now = page(model, chance, now, tell);
    end = Math.max(end, now);
  }
  return end;
}

/** From its load to the next one. @type {typeof visit} */
function page(model, chance, start, tell) {
  const end = start + chance.wait((model.minutes * 60) / model["page-loads"]);
  for (let server = chance.count(model["server-tokens"]); server > 0; server--) {
    tell("serverTokens", start);
    tell("requests", start);
  }
  // The client fetches a token when something is asked, and the one that it has is not there or too old.
  let renewAt = start;
  for (let now = start; now < end; now += chance.wait(60 / model.requests)) {
    if (now >= renewAt) {
      tell("tokens", now);
      renewAt = now + RENEW_AFTER * model.lifetime;
    }
    tell("requests", now);
  }
  tell("looks", start);
  for (let now = start + 60 / model.looks; now < end; now += 60 / model.looks) tell("looks", now);
  return end;
}

/** @param {readonly number[]} ends - seconds of the day */
function heldOf(ends) {
  const changes = new Float64Array(BINS);
  const change = (/** @type {number} */ second, /** @type {1 | -1} */ by) => {
    const at = Math.floor((second % DAY) / BIN);
    changes[at] = (changes[at] ?? 0) + by;
  };
  let held = 0; // at midnight: what the day before has left
  for (const end of ends) {
    change(end, 1);
    change(end + ENTRY_LIFE, -1);
    if (end + ENTRY_LIFE >= DAY) held += 1;
  }
  return changes.map((by) => {
    held += by;
    return held;
  });
}

/** Events a second over the day, and in its busiest half hour. @param {Float64Array} bins */
export function ratesOf(bins) {
  const sum = (/** @type {number} */ from) => {
    let all = 0;
    for (let at = from; at < from + BUSIEST; at++) all += bins[at % bins.length] ?? 0;
    return all;
  };
  const busiest = Math.max(...Array.from(bins, (_, from) => sum(from)));
  return { mean: bins.reduce((all, each) => all + each, 0) / DAY, peak: busiest / (BUSIEST * BIN) };
}
