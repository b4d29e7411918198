import { readdirSync } from "node:fs";
import { join } from "node:path";

const SKIPPED = new Set(["node_modules", "dist", ".next", ".venv", "__pycache__", "test-results"]);

/**
 * Files below a folder with one of the endings, in a fixed order; what is installed or built is left out.
 *
 * @param {string} folder
 * @param {...string} endings
 * @returns {string[]}
 */
export function findFiles(folder, ...endings) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : findFiles(path, ...endings);
    return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
  });
}
