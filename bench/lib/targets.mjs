/** What a figure is held to. */
import { noiseOf, summarise } from "./stats.mjs";

/**
 * A bound on a ratio of medians.
 *
 * @typedef {object} Target
 * @property {number} [atLeast]
 * @property {number} [atMost]
 * @property {"values" | "p99"} [of] - which figures; `values` unless set
 * @property {string} [against] - id of another row; the row's base unless set
 *
 * @typedef {Target & { ratio: number, noise: number, missed: boolean }} Judged
 *
 * @typedef {object} Samples
 * @property {number[]} values - one a round, in the suite's unit
 * @property {number[]} [p50] - milliseconds, one a round
 * @property {number[]} [p99] - milliseconds, one a round
 */

/**
 * A target is missed when the ratio is beyond it by more than the run's noise.
 *
 * @param {Target} target
 * @param {Samples} own
 * @param {Samples} base
 * @returns {Judged}
 */
export function judge(target, own, base) {
  const { of = "values", atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = target;
  const [values, others] = [own[of] ?? [], base[of] ?? []];
  const ratio = summarise(values).median / summarise(others).median;
  const noise = noiseOf(values, others);
  // Said positively: what is not a number is missed.
  return { ...target, ratio, noise, missed: !(ratio >= atLeast - noise && ratio <= atMost + noise) };
}

/** "≥ 0.96", "p99 ≤ 1.05", "≥ 0.86 of “no dependency”". @param {Target} target @param {(id: string) => string} titleOf */
export function wordsOf({ atLeast, atMost, of, against }, titleOf) {
  const bounds = [
    ...(atLeast === undefined ? [] : [`≥ ${atLeast}`]),
    ...(atMost === undefined ? [] : [`≤ ${atMost}`]),
  ].join(", ");
  const figure = of === "p99" ? "p99 " : "";
  return `${figure}${bounds}${against === undefined ? "" : ` × “${titleOf(against)}”`}`;
}
