/** Chance that repeats itself: each case has a source of its own, made from the seed and its number. */
import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** @typedef {ReturnType<typeof createRandom>} Random */

/**
 * @param {string} seed
 * @param {number} index - of the case: it can be made again without those before it
 */
export function createRandom(seed, index) {
  const state = createHash("sha256").update(`${seed}\n${index}`).digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => state.readInt32LE(at)));

  /** From `least` to `most`, both included. @param {number} least @param {number} most */
  const int = (least, most) => uniformInt(generator, least, most);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => /** @type {T} */ (list[int(0, list.length - 1)]);
  return {
    int,
    pick,
    /** True once in `of` times. @param {number} of */
    oneIn: (of) => int(1, of) === 1,
    /** @template T @param {number} length @param {() => T} make @returns {T[]} */
    times: (length, make) => Array.from({ length }, make),
    /** @template T @param {readonly T[]} list @returns {T[]} */
    shuffled(list) {
      const rest = [...list];
      return list.map(() => /** @type {T} */ (rest.splice(int(0, rest.length - 1), 1)[0]));
    },
  };
}
