/** From samples to rows: medians, their ratio to the base, and whether that reaches the targets. */
import { noiseOf, quantile, summarise } from "./stats.mjs";
import { judge, wordsOf } from "./targets.mjs";

/**
 * @typedef {import("./targets.mjs").Samples} Samples
 *
 * @typedef {object} Contender
 * @property {string} id
 * @property {string} title
 * @property {string} [base] - id of the row that it is compared to, where that is not the suite's
 * @property {readonly import("./targets.mjs").Target[]} [targets]
 *
 * @typedef {object} Suite
 * @property {string} id
 * @property {string} title
 * @property {"requests/s" | "µs a check" | "µs a request" | "µs a query" | "MiB"} unit
 * @property {string} base - id of the contender that the others are compared to
 * @property {string} [baseTitle] - where rows have bases of their own: what these are
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
export function reportOf({ id, title, unit, base, baseTitle, contenders }, { samples, conditions }) {
  const of = (/** @type {string} */ contender) => samples[contender] ?? { values: [] };
  const rows = contenders.map(({ targets = [], ...contender }) => {
    const own = of(contender.id);
    const other = of(contender.base ?? base);
    const summary = summarise(own.values);
    return {
      ...contender,
      ...summary,
      relative: summary.median / summarise(other.values).median,
      noise: noiseOf(own.values, other.values),
      ...(own.p50 && { p50: quantile(own.p50, 0.5) }),
      ...(own.p99 && { p99: quantile(own.p99, 0.5) }),
      targets: targets.map((target) => judge(target, own, of(target.against ?? contender.base ?? base))),
      samples: own,
    };
  });
  return { id, title, unit, base, ...(baseTitle && { baseTitle }), conditions, rows };
}

/** @typedef {ReturnType<typeof reportOf>} Report */
/** @typedef {Report["rows"][number]} Row */

/** @param {readonly Row[]} rows @returns {(id: string) => string} */
export const titlesOf = (rows) => (id) => rows.find((row) => row.id === id)?.title ?? id;

/** One line for each target that is missed by more than the run's noise. @param {readonly Report[]} reports @returns {string[]} */
export function missedTargets(reports) {
  return reports.flatMap(({ title, rows }) =>
    rows.flatMap((row) =>
      row.targets
        .filter(({ missed }) => missed)
        .map((target) => {
          const wanted = wordsOf(target, titlesOf(rows));
          const found = `${target.ratio.toFixed(3)} ± ${target.noise.toFixed(3)}`;
          return `${title}: ${row.title} is at ${found}, target ${wanted}`;
        }),
    ),
  );
}
