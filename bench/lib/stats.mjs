/** Medians and spread. */

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
