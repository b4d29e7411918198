/** The plots of docs/scaling.md, each for a light page and for a dark one. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { THEMES } from "../plots/theme.mjs";
import { BIN } from "./simulation.mjs";

/**
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {string} of - the line's name
 *
 * @typedef {object} Lines
 * @property {string} name - of its files
 * @property {string} title - for those who do not see it
 * @property {readonly Point[]} points
 * @property {number} [height] - 360 pixels unless set
 * @property {import("@observablehq/plot").ScaleOptions} x
 * @property {import("@observablehq/plot").ScaleOptions} y
 * @property {number} [limit] - a line across, and what it says
 * @property {string} [limitSays]
 */

const FONT = "ui-sans-serif, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif";

/** @param {Lines} lines @returns {{ name: string, title: string, files: Record<"light" | "dark", string> }} */
function plotOf(lines) {
  return {
    name: lines.name,
    title: lines.title,
    files: { light: draw(lines, THEMES.light), dark: draw(lines, THEMES.dark) },
  };
}

/** @param {Lines} lines @param {import("../plots/theme.mjs").Theme} theme */
function draw({ title, points: exact, height = 360, x, y, limit, limitSays }, theme) {
  const { document } = parseHTML("<html><body></body></html>");
  // No machine's last digit makes another file.
  const points = exact.map((point) => ({ ...point, y: Number(point.y.toPrecision(5)) }));
  const names = [...new Set(points.map(({ of }) => of))];
  const dashes = ["none", "6 3", "2 3", "10 3 2 3", "12 6"];
  const lines = names.map((name, at) => {
    const colour = at === 0 ? theme.ours : theme.text;
    return [
      Plot.line(
        points.filter(({ of }) => of === name),
        { x: "x", y: "y", stroke: colour, strokeWidth: 2, strokeDasharray: dashes[at] ?? "none" },
      ),
      Plot.text(points.filter(({ of }) => of === name).slice(-1), {
        x: "x",
        y: "y",
        text: "of",
        textAnchor: "start",
        dx: 8,
        fill: colour,
        fontWeight: 600,
      }),
    ];
  });
  const across =
    limit === undefined
      ? []
      : [
          Plot.ruleY([limit], { stroke: theme.reference, strokeWidth: 1.5 }),
          Plot.text([limitSays ?? ""], {
            frameAnchor: "left",
            y: limit,
            dy: -8,
            dx: 4,
            text: (said) => said,
          }),
        ];
  const svg = Plot.plot({
    document,
    width: 860,
    height,
    marginLeft: 64,
    marginRight: 190,
    marginBottom: 40,
    style: { background: theme.background, color: theme.text, fontFamily: FONT, fontSize: "12px" },
    x: { ...x, grid: true },
    y: { ...y, grid: true },
    marks: [...across, ...lines.flat()],
  });
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  return `${svg.outerHTML}\n`;
}

/** Tokens of a day, as simulated and as the formula has them. @param {Float64Array} bins @param {(second: number) => number} expected */
export function dayPlot(bins, expected) {
  const simulated = Array.from(bins, (count, at) => ({ x: hour(at), y: count / BIN, of: "simulated" }));
  const formula = simulated.map(({ x }) => ({ x, y: expected(x * 3600), of: "" }));
  return plotOf({
    name: "scaling-day",
    title: "Tokens a second over a day of one million users, simulated, and the formula dashed",
    points: [...simulated, ...formula],
    x: { domain: [0, 24], label: "hour", ticks: 12 },
    y: { domain: [0, Math.max(...simulated.map(({ y }) => y)) * 1.1], label: "tokens a second" },
  });
}

/** @param {number} at - the bin */
const hour = (at) => ((at + 0.5) * BIN) / 3600;

/** What grows with the users, in cores or bytes. @param {readonly import("./demand.mjs").Demand[]} demands */
export function growthPlot(demands) {
  const line = (
    /** @type {string} */ of,
    /** @type {(demand: import("./demand.mjs").Demand) => number} */ value,
  ) => demands.map((demand) => ({ x: demand.users, y: value(demand), of }));
  return plotOf({
    name: "scaling-cores",
    title: "Cores in use at the peak, by daily users: verification, database, auth server and API",
    height: 470,
    points: [
      ...line("verification", ({ verifyCores }) => verifyCores.python),
      ...line("PostgreSQL, for tokens", ({ postgresCores }) => postgresCores),
      ...line("auth server, for tokens", ({ authCores }) => authCores),
      ...line("auth server, for the feed", ({ feed }) => feed.readCores),
      ...line("API, with its own work", ({ apiCores }) => apiCores),
    ],
    x: { type: "log", label: "daily users", tickFormat: "~s" },
    y: { type: "log", label: "cores", tickFormat: "~r", domain: [1e-4, 1e3], clamp: true },
    limit: 1,
    limitSays: "one core",
  });
}
