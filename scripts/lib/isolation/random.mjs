/** Chance that repeats itself: each actor has a source of its own, made from the seed and its number. */
import { createHash } from "node:crypto";

/** @typedef {ReturnType<typeof createRandom>} Random */

/** @param {string} seed @param {number} index */
export function createRandom(seed, index) {
  let state = createHash("sha256").update(`${seed}\n${index}`).digest().readInt32LE(0);
  /** From 0 to below 1 (mulberry32). */
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** From `least` to `most`, both included. @param {number} least @param {number} most */
  const int = (least, most) => least + Math.floor(next() * (most - least + 1));
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[int(0, list.length - 1)]);
  /** One of the keys, as often as its weight says. @template {string} K @param {Readonly<Record<K, number>>} weights @returns {K} */
  const weighted = (weights) => {
    const entries = /** @type {[K, number][]} */ (Object.entries(weights));
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    const found = entries.find(([, weight]) => {
      left -= weight;
      return left < 0;
    });
    return /** @type {[K, number]} */ (found ?? entries[0])[0];
  };
  return {
    int,
    pick,
    weighted,
    /** True once in `of` times. @param {number} of */
    oneIn: (of) => int(1, of) === 1,
    text: () => next().toString(36).slice(2),
  };
}
