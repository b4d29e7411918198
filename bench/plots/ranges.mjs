import * as Plot from "@observablehq/plot";

/** A line from the median to the 99th percentile. @type {import("./drawing.mjs").Drawing["marks"]} */
export const ranges = (figures, theme) => {
  const place = { y: "rank", fy: "group" };
  const colour = (/** @type {import("./drawing.mjs").Figure} */ { kind }) => theme[kind];
  return [
    Plot.ruleY(figures, { ...place, x1: "low", x2: "high", stroke: colour, strokeWidth: 3 }),
    Plot.dot(figures, { ...place, x: "low", r: 4, fill: theme.background, stroke: colour, strokeWidth: 2 }),
    Plot.dot(figures, { ...place, x: "high", r: 4.5, fill: colour }),
    Plot.text(figures, { ...place, x: "high", text: "said", textAnchor: "start", dx: 9, fontWeight: 600 }),
  ];
};
