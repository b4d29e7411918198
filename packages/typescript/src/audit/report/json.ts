import type { Report } from "./findings.js";
import { verdictOf } from "./verdict.js";

/** A report for programs. `version` goes up when a member changes its meaning. */
export function formatJson(report: Report): string {
  return `${JSON.stringify({ version: 1, verdict: verdictOf(report), ...report }, undefined, 2)}\n`;
}
