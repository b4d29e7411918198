/** One SVG from marks of Observable Plot. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

const WIDTH = 860;
const ROW = 26; // pixels
const FONT = "ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/**
 * A figure: what a row of it says.
 *
 * @typedef {object} Figure
 * @property {string} group - the suite, in words
 * @property {string} label
 * @property {number} rank - its place in the group, from 0
 * @property {"ours" | "others" | "reference"} kind
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {string} said - the value, in words
 *
 * @typedef {object} Drawing
 * @property {string} title - for those who do not see it
 * @property {readonly Figure[]} figures
 * @property {import("@observablehq/plot").ScaleOptions} x
 * @property {{ ticks?: number[], tickFormat?: string | ((tick: number) => string) }} [axis]
 * @property {(figures: readonly Figure[], theme: import("./theme.mjs").Theme) => import("@observablehq/plot").Markish[]} marks
 */

/** @param {Drawing} drawing @param {import("./theme.mjs").Theme} theme @returns {string} an SVG file */
export function draw({ title, figures, x, axis = {}, marks }, theme) {
  const { document } = parseHTML("<html><body></body></html>");
  const groups = [...new Set(figures.map(({ group }) => group))];
  const rows = Math.max(...groups.map((group) => figures.filter((each) => each.group === group).length));
  const longest = Math.max(...figures.map(({ label }) => label.length));
  const svg = Plot.plot({
    document,
    width: WIDTH,
    height: groups.length * (rows * ROW + 30) + 60,
    marginLeft: 16 + longest * 6.6,
    marginRight: 64,
    marginTop: 34,
    marginBottom: 44,
    style: { background: theme.background, color: theme.text, fontFamily: FONT, fontSize: "12px" },
    x: { ...x, axis: null },
    y: { axis: null, domain: Array.from({ length: rows }, (_, rank) => rank) },
    fy: { domain: groups, axis: null, padding: 0.16 },
    marks: [
      Plot.gridX({ ...axis, stroke: theme.quiet, strokeOpacity: 0.25 }),
      Plot.axisX({ ...axis, anchor: "bottom", color: theme.quiet, label: null, tickSize: 0 }),
      ...marks(figures, theme),
      Plot.text(figures, {
        y: "rank",
        fy: "group",
        text: "label",
        frameAnchor: "left",
        textAnchor: "end",
        dx: -10,
      }),
      Plot.text(groups, {
        fy: (group) => group,
        text: (group) => (groups.length > 1 ? group : ""),
        frameAnchor: "top-left",
        textAnchor: "end",
        dx: -10,
        dy: -10,
        fontWeight: 600,
      }),
    ],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  return `${svg.outerHTML}\n`;
}
