/** From samples to rows: medians, their ratio to the base, and whether that reaches the target. */
import { quantile, summarise } from "./stats.mjs";

/**
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} title
 * @property {number} [atLeast] - target: its median over the base's
 * @property {number} [about] - what that ratio is expected to be; nothing fails by it
 *
 * @typedef {object} Samples
 * @property {number[]} values - one a round, in the suite's unit
 * @property {number[]} [p99] - milliseconds, one a round
 *
 * @typedef {object} Suite
 * @property {string} id
 * @property {string} title
 * @property {"requests/s" | "µs a check"} unit
 * @property {string} base - id of the contender that the others are compared to
 * @property {readonly Contender[]} contenders
 * @property {(context: import("./context.mjs").Context) => Promise<Measurement>} measure
 *
 * @typedef {object} Measurement
 * @property {Record<string, Samples>} samples - by the contender's id
 * @property {Record<string, string | number>} conditions - what the numbers hold for
 */

/**
 * @param {Suite} suite
 * @param {Measurement} measurement
 * @throws {RangeError} when a contender has no samples.
 */
export function reportOf({ id, title, unit, base, contenders }, { samples, conditions }) {
  const of = (/** @type {string} */ contender) => samples[contender] ?? { values: [] };
  const baseMedian = summarise(of(base).values).median;
  const rows = contenders.map((contender) => {
    const { values, p99 } = of(contender.id);
    const summary = summarise(values);
    const relative = summary.median / baseMedian;
    return { ...contender, ...summary, relative, ...(p99 && { p99: quantile(p99, 0.5) }), values };
  });
  return { id, title, unit, base, conditions, rows };
}

/** @typedef {ReturnType<typeof reportOf>} Report */

/** One line for each target that is missed. @param {readonly Report[]} reports @returns {string[]} */
export function missedTargets(reports) {
  return reports.flatMap(({ title, rows }) =>
    rows
      .filter(({ atLeast, relative }) => atLeast !== undefined && !(relative >= atLeast))
      .map(
        (row) => `${title}: ${row.title} is at ${row.relative.toFixed(3)}, below its target ${row.atLeast}`,
      ),
  );
}
