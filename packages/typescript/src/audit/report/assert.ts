import type { Report } from "./findings.js";
import { verdictOf } from "./verdict.js";

/**
 * For tests: nothing leaks, and all was tested.
 *
 * @throws Error that lists the leaks and what was not tested, a line each. Never a token.
 */
export function assertNoLeaks(report: Report): void {
  const { findings, untested, warnings } = report;
  const leaks = findings.map(({ fault, operation, evidence }) => `${fault}  ${operation}: ${evidence}`);
  const gaps = untested.map((row) => `not tested  ${row.operation}: ${row.untested}`);
  const doubts = verdictOf(report) === "unknown" ? warnings : [];
  const lines = [...leaks, ...gaps, ...doubts];
  if (lines.length === 0) return;
  const counts = `${count(leaks.length, "leak")}, and could not test ${count(gaps.length, "operation")}`;
  throw new Error([`The audit found ${counts}.`, ...lines].join("\n  "));
}

const count = (many: number, word: string): string => `${many} ${word}${many === 1 ? "" : "s"}`;
