/** Medians, spread and noise. */

/**
 * @param {readonly number[]} samples - in any order
 * @param {number} part - 0 to 1
 * @returns {number} the value that this part of the samples lies below, interpolated between neighbours
 */
export function quantile(samples, part) {
  if (samples.length === 0) throw new RangeError("no samples");
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/** The median, and the middle half of the samples as the spread. @param {readonly number[]} samples */
export function summarise(samples) {
  return { median: quantile(samples, 0.5), low: quantile(samples, 0.25), high: quantile(samples, 0.75) };
}

/**
 * How far a ratio of two medians may be off by chance: half the width of a box plot's notch, over the ratios of
 * the single rounds. In a round both were measured one after the other, so what slowed both is not in it.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} base - of the same rounds
 * @see R. McGill, J. W. Tukey, W. A. Larsen, "Variations of Box Plots", 1978
 */
export function noiseOf(values, base) {
  const ratios = values.map((value, round) => value / (base[round] ?? Number.NaN));
  const { low, high } = summarise(ratios);
  return (1.57 * (high - low)) / Math.sqrt(ratios.length);
}
