/** The code of a page. */
import { readFileSync } from "node:fs";
import { inRoot } from "../../../scripts/lib/paths.mjs";

/**
 * The blocks of a language: those that name themselves in their first line (`# main.py`, `// auth.ts`) by that name, others by number.
 *
 * @param {string} page - below docs
 * @param {string} language
 * @returns {Map<string, string>}
 */
export function blocksOf(page, language) {
  const text = readFileSync(inRoot("docs", page), "utf8");
  const blocks = [...text.matchAll(new RegExp(`^ *\`\`\`${language}\n(.*?)^ *\`\`\`$`, "gms"))];
  return new Map(
    blocks.map(([, code = ""], at) => [
      /^(?:#|\/\/) (\S+\.\w+)\n/.exec(code)?.[1] ?? `block-${at + 1}.${language}`,
      code,
    ]),
  );
}
