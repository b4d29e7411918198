/** The document and its plots, as a run has them. Nobody types a number of them. */
import { readFileSync, writeFileSync } from "node:fs";
import { Failure } from "../../scripts/lib/failure.mjs";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { dayOf } from "./day.mjs";
import { demandOf } from "./demand.mjs";
import { expect } from "./formula.mjs";
import { dayPlot, growthPlot } from "./plots.mjs";
import { sectionsOf } from "./report.mjs";

const PAGE = "docs/scaling.md";
const PLOTS = "docs/images";
const END = "<!-- scaling:end -->";

/** @typedef {import("./run.mjs").Run} Run */

/** Daily users of the plot: a decade in four steps. */
const GROWTH = Array.from({ length: 17 }, (_, at) => 1e4 * 10 ** (at / 4));

/** @param {Run} run */
function plotsOf({ model, figures, traffic }) {
  const million = 1e6 / traffic.users;
  const { rate } = dayOf(model.peak);
  const { tokens, serverTokens } = expect(model, 1e6);
  const { bins } = traffic;
  const minted = bins.tokens.map((each, at) => (each + (bins.serverTokens[at] ?? 0)) * million);
  return [
    dayPlot(minted, (second) => (tokens.mean + serverTokens.mean) * rate(second)),
    growthPlot(GROWTH.map((users) => demandOf(model, figures, traffic, users))),
  ];
}

/** The document as it should be. @param {Run} run @param {string} page - as it is @throws {Failure} without its markers. */
function withSections(run, page) {
  return Object.entries(sectionsOf(run)).reduce((text, [name, section]) => {
    const marker = `<!-- scaling:${name}, written by npm run scaling -- --write -->`;
    const start = text.indexOf(marker) + marker.length;
    const end = text.indexOf(END, start);
    if (start < marker.length || end < 0)
      throw new Failure(`${PAGE} has lost ${marker} or the ${END} behind it`);
    return `${text.slice(0, start)}\n\n${section}\n\n${text.slice(end)}`;
  }, page);
}

/** Every file that a run leaves, by its path. @param {Run} run @returns {Map<string, string>} */
export function filesOf(run) {
  const plots = plotsOf(run).flatMap(({ name, files }) =>
    Object.entries(files).map(
      ([theme, svg]) => /** @type {const} */ ([`${PLOTS}/${name}-${theme}.svg`, svg]),
    ),
  );
  return new Map([[PAGE, withSections(run, readFileSync(inRoot(PAGE), "utf8"))], ...plots]);
}

/** @param {Run} run */
export function writeFiles(run) {
  for (const [path, text] of filesOf(run)) writeFileSync(inRoot(path), text);
}
