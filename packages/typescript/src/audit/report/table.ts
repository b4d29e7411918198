import { ATTEMPTS, FAULTS, type Finding, type Report } from "./findings.js";
import { formatGrid, MARKS } from "./grid.js";
import { inColour, plainly } from "./paint.js";
import { type Verdict, verdictOf } from "./verdict.js";
import { wrap } from "./wrap.js";

const DEFAULT_WIDTH = 100;

/**
 * A report for people: routes × attempts, each leak in words, what is not known, and the verdict in the last line.
 *
 * @param width - Characters of the widest line.
 */
export function formatTable(report: Report, isColoured: boolean, width = DEFAULT_WIDTH): string {
  const paint = isColoured ? inColour : plainly;
  const parts = [
    formatGrid(report.rows, width, paint),
    paint("dim", legend(width)),
    ...report.findings.map((finding) => describe(finding, width, (text) => paint("red", text))),
    listUntested(report, width),
    ...report.warnings.map((warning) => paint("yellow", wrap(`! ${warning}`, width, "  "))),
    paint(COLOURS[verdictOf(report)], wrap(summary(report), width, "  ")),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const COLOURS = { leak: "red", clean: "green", unknown: "yellow" } as const satisfies Record<Verdict, string>;
const MEANINGS = {
  safe: "as it should be",
  leak: "a leak",
  open: "answered, with nothing of the owner's",
  untested: "not known",
  none: "does not apply",
} as const;

function legend(width: number): string {
  const column = Math.max(...Object.keys(ATTEMPTS).map(({ length }) => length)) + 4;
  const marks = Object.entries(MEANINGS).map(([outcome, meaning]) => [
    MARKS[outcome as keyof typeof MARKS],
    meaning,
  ]);
  return [...Object.entries(ATTEMPTS), ...marks]
    .map(([name = "", meaning]) => wrap(`${`  ${name}`.padEnd(column)}${meaning}`, width, " ".repeat(column)))
    .join("\n");
}

function describe(
  { fault, operation, evidence }: Finding,
  width: number,
  red: (text: string) => string,
): string {
  const sentence = evidence.charAt(0).toUpperCase() + evidence.slice(1);
  const lines = [FAULTS[fault], sentence].map((text) => wrap(`  ${text}`, width, "  "));
  return [red(wrap(`${MARKS.leak} ${fault}  ${operation}`, width, "  ")), ...lines].join("\n");
}

function listUntested({ untested }: Report, width: number): string {
  const lines = untested.map((row) => wrap(`  ${row.operation}: ${row.untested}`, width, "    "));
  return lines.length === 0 ? "" : [wrap("Not tested, so not known to be safe:", width), ...lines].join("\n");
}

function summary(report: Report): string {
  const { rows, findings, untested, requests, target } = report;
  const tested = `${rows.length - untested.length} of ${rows.length} operations tested`;
  const found = findings.length === 1 ? "1 leak" : `${findings.length} leaks`;
  const words = {
    leak: `${MARKS.leak} ${found}`,
    clean: `${MARKS.safe} No leak found`,
    unknown: `${MARKS.untested} Not known`,
  };
  return `${words[verdictOf(report)]}, ${tested}, ${requests} requests to ${target}`;
}
