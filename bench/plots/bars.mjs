import * as Plot from "@observablehq/plot";

/** Bars from nought, with the middle half of the rounds, and the value behind each. @type {import("./drawing.mjs").Drawing["marks"]} */
export const bars = (figures, theme) => {
  const place = { y: "rank", fy: "group" };
  const colour = (/** @type {import("./drawing.mjs").Figure} */ { kind }) => theme[kind];
  return [
    Plot.barX(figures, {
      ...place,
      x: "value",
      fill: colour,
      insetTop: 4,
      insetBottom: 4,
      rx: 2,
    }),
    Plot.ruleY(figures, { ...place, x1: "low", x2: "high", stroke: theme.text, strokeWidth: 1.5 }),
    Plot.text(figures, { ...place, x: "high", text: "said", textAnchor: "start", dx: 6, fontWeight: 600 }),
  ];
};
