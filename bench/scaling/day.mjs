/** The curve of a day: one wave round 24 hours, with a peak in the evening. */

export const DAY = 86_400; // seconds
const PEAK = 20 * 3600;
const STEPS = 1440;

/**
 * @typedef {object} Day
 * @property {(second: number) => number} rate - as a multiple of the day's mean
 * @property {(part: number) => number} when - the second before which this part of the day's events (0 to 1) lies
 */

/** @param {number} peak - the highest rate, as a multiple of the mean @returns {Day} */
export function dayOf(peak) {
  const sharpness = sharpnessOf(peak);
  const wave = waveOf(sharpness);
  const mean = average(wave);
  const rate = (/** @type {number} */ second) => wave(second) / mean;
  const sums = [0];
  for (let step = 0; step < STEPS; step++)
    sums.push((sums[step] ?? 0) + rate(((step + 0.5) * DAY) / STEPS) / STEPS);
  const all = sums[STEPS] ?? 1;
  const when = (/** @type {number} */ part) => {
    const wanted = part * all;
    let [low, high] = [0, STEPS];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) <= wanted) low = middle;
      else high = middle;
    }
    const [before = 0, after = 1] = [sums[low], sums[high]];
    return ((low + (wanted - before) / (after - before)) * DAY) / STEPS;
  };
  return { rate, when };
}

/** Of a von Mises density: it can be as flat or as sharp as wanted, and is never below nought. @param {number} sharpness */
function waveOf(sharpness) {
  return (/** @type {number} */ second) =>
    Math.exp(sharpness * (Math.cos((2 * Math.PI * (second - PEAK)) / DAY) - 1));
}

/** @param {(second: number) => number} wave */
function average(wave) {
  let sum = 0;
  for (let step = 0; step < STEPS; step++) sum += wave((step * DAY) / STEPS);
  return sum / STEPS;
}

/** By halving: the sharper, the higher above the mean. @param {number} peak */
function sharpnessOf(peak) {
  let [low, high] = [0, 1e4];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (1 / average(waveOf(middle)) < peak) low = middle;
    else high = middle;
  }
  return low;
}
