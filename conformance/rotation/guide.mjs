/** The two tables of docs/jwks.md, to key pairs and back, as steps to take: the run follows the guide that people read. */
import { readFileSync } from "node:fs";
import { inRoot } from "../../scripts/lib/paths.mjs";

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {Record<string, unknown> | undefined} auth - options of `jwtBridge()` that the auth servers restart with
 * @property {readonly string[] | undefined} apis - variables that the APIs restart with
 */

/** @returns {{ back: Step[], there: Step[] }} */
export function readGuide() {
  const page = readFileSync(inRoot("docs/jwks.md"), "utf8");
  return { there: stepsOf(page, "Moving there"), back: stepsOf(page, "And back") };
}

/** @param {string} page @param {string} heading @returns {Step[]} */
function stepsOf(page, heading) {
  const [, section = ""] = page.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [own = ""] = section.split(/^#/m);
  return [...own.matchAll(/^\| (\d [^|]*?) *\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, title = "", auth = "", apis = ""]) => ({
      title: `${heading}: ${title}`,
      auth: auth.trim() ? optionsOf(auth) : undefined,
      apis: apis.trim() ? [...apis.matchAll(/`([A-Z_]+)`/g)].map(([, name = ""]) => name) : undefined,
    }),
  );
}

/** Of `publishJwks: true`, say; other words are for people. @param {string} cell */
function optionsOf(cell) {
  const options = [...cell.matchAll(/`(\w+): (true|"[^"]+")`/g)];
  return Object.fromEntries(options.map(([, name = "", value = ""]) => [name, JSON.parse(value)]));
}
