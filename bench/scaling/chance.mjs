/** Chance that comes out the same in every run of one seed. */

/**
 * @typedef {object} Chance
 * @property {() => number} part - from 0 to below 1, all alike
 * @property {(mean: number) => number} wait - how long until what comes by chance, once in `mean`
 * @property {(mean: number) => number} count - one of the two whole numbers beside the mean, so that it is the mean
 */

/** Mulberry32: 32 bits of state, more than random enough for traffic. @param {number} seed @returns {Chance} */
export function chanceOf(seed) {
  let state = seed >>> 0;
  const part = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    part,
    wait: (mean) => -Math.log(1 - part()) * mean,
    count: (mean) => Math.floor(mean) + (part() < mean % 1 ? 1 : 0),
  };
}
