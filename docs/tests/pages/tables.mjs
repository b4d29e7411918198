/** The tables of a page. */
import { readFileSync } from "node:fs";
import { inRoot } from "../../../scripts/lib/paths.mjs";

/**
 * The rows of all tables below a heading, each as its cells, without the tables' first two lines.
 *
 * @param {string} page - below docs
 * @param {string} heading
 */
export function tableBelow(page, heading) {
  const [, rest = ""] = readFileSync(inRoot("docs", page), "utf8").split(`\n## ${heading}\n`);
  const [section = ""] = rest.split("\n## ");
  const tables = section
    .split(/\n(?!\|)/)
    .map((text) => text.split("\n").filter((line) => line.startsWith("|")));
  return tables
    .flatMap((rows) => rows.slice(2))
    .map((row) =>
      row
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}
