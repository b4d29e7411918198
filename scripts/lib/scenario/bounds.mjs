/** What the answers are held to, in milliseconds. Nothing here makes a wrong answer right; it says by when it must be. */

/**
 * @typedef {object} Bounds
 * @property {number} within - after the answer of a sign-out, its tokens are refused, while nothing is down
 * @property {number} staleness - the same while something is down; who has not heard for as long answers 503
 * @property {number} leeway - a verifier accepts a token for so long after its expiry
 * @property {number} clock - to either side of an expiry: one machine, and requests that wait for it
 * @property {number} grace - after whatever was down is back, 503 may still be answered
 * @property {number} late - a request whose answer never came may be carried out for so long
 */

/** @type {Bounds} */
export const BOUNDS = {
  within: 1_000,
  staleness: 30_000,
  leeway: 5_000,
  clock: 1_000,
  grace: 3_000,
  late: 20_000,
};

/** What a second is on a machine with other things to do. How long they may not have heard stays as it is. @param {number} within @returns {Bounds} */
export const boundsOf = (within) => ({ ...BOUNDS, within, grace: BOUNDS.grace + within - BOUNDS.within });
