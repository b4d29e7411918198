import type { Report } from "./findings.js";

/** A report for programs. `version` goes up when a member changes its meaning. */
export function formatJson(report: Report): string {
  return `${JSON.stringify({ version: 1, ...report }, undefined, 2)}\n`;
}
