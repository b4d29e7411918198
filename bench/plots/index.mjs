/** The plots of a run: throughput, latency and the cost of one check, each for a light page and for a dark one. */
import { bars } from "./bars.mjs";
import { draw } from "./drawing.mjs";
import { ranges } from "./ranges.mjs";
import { THEMES } from "./theme.mjs";

/**
 * @typedef {import("../lib/report.mjs").Report} Report
 * @typedef {import("../lib/report.mjs").Row} Row
 * @typedef {import("./drawing.mjs").Figure} Figure
 * @typedef {Omit<Figure, "rank">} Unranked
 */

const PLOTS = [
  { name: "throughput-fastapi", suites: ["fastapi"], drawing: throughput },
  { name: "throughput-node", suites: ["hono", "fastify", "express"], drawing: throughput },
  { name: "latency-fastapi", suites: ["fastapi"], drawing: latency },
  { name: "latency-node", suites: ["hono", "fastify", "express"], drawing: latency },
  { name: "cost-python", suites: ["python-hs256"], drawing: cost },
  { name: "cost-node", suites: ["node-hs256"], drawing: cost },
];

/**
 * @typedef {object} Plot
 * @property {string} name - of its files
 * @property {string} title
 * @property {Record<"light" | "dark", string>} files - SVG
 */

/** @param {readonly Report[]} reports - a plot whose suites are not among them is left out @returns {Plot[]} */
export function plotsOf(reports) {
  return PLOTS.flatMap(({ name, suites, drawing }) => {
    const found = reports.filter(({ id }) => suites.includes(id));
    if (found.length < suites.length) return [];
    const drawn = drawing(found);
    return [
      {
        name,
        title: drawn.title,
        files: { light: draw(drawn, THEMES.light), dark: draw(drawn, THEMES.dark) },
      },
    ];
  });
}

/** @param {readonly Report[]} reports @returns {import("./drawing.mjs").Drawing} */
function throughput(reports) {
  const figures = reports.flatMap(({ title, rows }) => {
    const open = rows.find(({ id }) => id === "none")?.median ?? Number.NaN;
    return figuresOf(title, rows, ({ median, low, high }) => {
      const [value, least, most] = [median / open, low / open, high / open];
      return { value, low: least, high: most, said: value.toFixed(2) };
    });
  });
  const axis = {
    ticks: [0, 0.25, 0.5, 0.75, 1],
    tickFormat: (/** @type {number} */ tick) => `${tick * 100} %`,
  };
  const title = `${namesOf(reports)}: requests a second, as a part of those of the same server without authentication`;
  return { title, figures: ranked(figures, -1), x: { domain: [0, 1] }, axis, marks: bars };
}

/** Milliseconds at which there may be a line. */
const LATENCIES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** @param {readonly Report[]} reports @returns {import("./drawing.mjs").Drawing} */
function latency(reports) {
  const figures = reports.flatMap(({ title, rows }) =>
    figuresOf(title, rows, ({ p50 = Number.NaN, p99 = Number.NaN }) => ({
      value: p99,
      low: p50,
      high: p99,
      said: `${p99.toFixed(p99 < 10 ? 1 : 0)} ms`,
    })),
  );
  const ends = {
    low: Math.min(...figures.map(({ low }) => low)),
    high: Math.max(...figures.map(({ high }) => high)),
  };
  const start = LATENCIES.findLast((tick) => tick <= ends.low) ?? ends.low;
  const ticks = LATENCIES.filter((tick) => tick >= start && tick <= ends.high);
  const axis = { ticks, tickFormat: (/** @type {number} */ tick) => `${tick} ms` };
  const title = `${namesOf(reports)}: latency under full load of 64 connections, median and 99th percentile`;
  return {
    title,
    figures: ranked(figures, 1),
    x: { type: "log", domain: [start, ends.high] },
    axis,
    marks: ranges,
  };
}

/** @param {readonly Report[]} reports @returns {import("./drawing.mjs").Drawing} */
function cost(reports) {
  const figures = reports.flatMap(({ title, rows }) =>
    figuresOf(title, rows, ({ median, low, high }) => ({
      value: median,
      low,
      high,
      said: `${median.toFixed(median < 10 ? 1 : 0)} µs`,
    })),
  );
  const axis = { tickFormat: (/** @type {number} */ tick) => `${tick} µs` };
  const title = `${namesOf(reports)}, in a tight loop`;
  return { title, figures: ranked(figures, 1), x: { zero: true }, axis, marks: bars };
}

const REFERENCES = new Set(["none", "do-nothing", "floor"]);

/** @param {string} group @param {readonly Row[]} rows @param {(row: Row) => Pick<Figure, "value" | "low" | "high" | "said">} measure @returns {Unranked[]} */
function figuresOf(group, rows, measure) {
  return rows.map((row) => {
    const kind = REFERENCES.has(row.id) ? "reference" : row.id.startsWith("bridge") ? "ours" : "others";
    return { group, label: row.title.replaceAll("`", ""), kind, ...measure(row) };
  });
}

/** The best first, within each group. @param {readonly Unranked[]} figures @param {1 | -1} direction @returns {Figure[]} */
function ranked(figures, direction) {
  const better = (/** @type {Unranked} */ a, /** @type {Unranked} */ b) => direction * (a.value - b.value);
  return figures.map((figure) => {
    const group = figures.filter((each) => each.group === figure.group).sort(better);
    return { ...figure, rank: group.indexOf(figure) };
  });
}

/** @param {readonly Report[]} reports */
const namesOf = (reports) => reports.map(({ title }) => title).join(", ");
