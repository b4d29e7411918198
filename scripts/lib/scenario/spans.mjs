/** Times at which something was so, as spans from a moment to another, in milliseconds. */

/** @typedef {{ from: number, to: number }} Span - `to` may be Infinity */

/** Those of all, in order, where those that overlap or touch are one. @param {readonly Span[]} spans @returns {Span[]} */
export function union(spans) {
  /** @type {Span[]} */
  const merged = [];
  for (const { from, to } of [...spans].sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** When it was so for each of them at once. @param {readonly (readonly Span[])[]} all @returns {Span[]} */
export function intersection([first = [], ...others]) {
  return others.reduce(
    (/** @type {Span[]} */ common, spans) =>
      common.flatMap((one) =>
        spans
          .map(({ from, to }) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) }))
          .filter(({ from, to }) => from < to),
      ),
    [...first],
  );
}

/** Each goes on for some time more. @param {readonly Span[]} spans @param {number} grace */
export const prolonged = (spans, grace) => spans.map(({ from, to }) => ({ from, to: to + grace }));

/** @param {readonly Span[]} spans @param {Span} span */
export const overlap = (spans, { from, to }) => spans.some((each) => each.from <= to && from <= each.to);

/** The first moment from `start` on after which it was not so for `length`. @param {readonly Span[]} spans @param {number} start @param {number} length */
export function quietFrom(spans, start, length) {
  let moment = start;
  for (const { from, to } of union(spans)) {
    if (to < moment) continue;
    if (from >= moment + length) break;
    moment = to;
  }
  return moment;
}

/** For how long it had been so at a moment, without a break. @param {readonly Span[]} spans @param {number} moment */
export function lengthAt(spans, moment) {
  const span = union(spans).find(({ from, to }) => from <= moment && moment <= to);
  return span === undefined ? 0 : moment - span.from;
}
