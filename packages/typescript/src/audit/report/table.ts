import { ATTEMPTS, type Attempt, type Cell, FAULTS, type Finding, type Report } from "./findings.js";

const COLUMN = 9;
const MARKS = { safe: "✓", leak: "✗", open: "○", untested: "?", none: "–" } as const;
const COLOURS = { safe: 32, leak: 31, open: 33, untested: 33, none: 2 } as const;

/** A report for people: routes × attempts, then each leak in words, then what is not known. */
export function formatTable(report: Report, isColoured: boolean): string {
  const attempts = Object.keys(ATTEMPTS) as Attempt[];
  const width = Math.max(5, ...report.rows.map(({ operation }) => operation.length)) + 2;
  const paint = (code: number, text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
  const head = "route".padEnd(width) + attempts.map((name) => name.padEnd(COLUMN)).join("");
  const lines = report.rows.map(({ operation, cells }) => {
    const texts = attempts.map((name) =>
      paint(COLOURS[cells[name].outcome], wordsOf(cells[name]).padEnd(COLUMN)),
    );
    return (operation.padEnd(width) + texts.join("")).trimEnd();
  });
  const parts = [
    [head.trimEnd(), ...lines].join("\n"),
    LEGEND,
    ...report.findings.map((finding) => paint(31, describe(finding))),
    listUntested(report),
    ...report.warnings.map((warning) => paint(33, `! ${warning}`)),
    summary(report),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const LEGEND = [
  ...Object.entries(ATTEMPTS).map(([name, meaning]) => `  ${name.padEnd(COLUMN)} ${meaning}`),
  "  ✓ as it should be   ✗ a leak   ○ answered, with nothing of the owner's   ? not known   – does not apply",
].join("\n");

function wordsOf({ outcome, status }: Cell): string {
  if (outcome === "leak") return `${MARKS.leak} LEAK`;
  if (status === undefined) return MARKS[outcome];
  return `${MARKS[outcome]} ${status === 0 ? "none" : status}`;
}

function describe({ fault, operation, evidence }: Finding): string {
  return `✗ ${fault}  ${operation}\n  ${FAULTS[fault]}\n  ${evidence.charAt(0).toUpperCase()}${evidence.slice(1)}`;
}

function listUntested({ untested }: Report): string {
  if (untested.length === 0) return "";
  const width = Math.max(...untested.map(({ operation }) => operation.length)) + 2;
  const lines = untested.map((row) => `  ${row.operation.padEnd(width)}${row.untested}`);
  return ["Not tested, so not known to be safe:", ...lines].join("\n");
}

function summary({ rows, findings, untested, requests, target }: Report): string {
  const tested = `${rows.length - untested.length} of ${rows.length} operations tested`;
  const found = findings.length === 1 ? "1 leak" : `${findings.length} leaks`;
  return `${found}, ${tested}, ${requests} requests to ${target}`;
}
