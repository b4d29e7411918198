/** The two tables of docs/migrate.md that switch revocation on and off, as steps to take: the run follows the guide. */
import { readFileSync } from "node:fs";
import { inRoot } from "../../../scripts/lib/paths.mjs";

/** @typedef {{ title: string, auth: Record<string, string> | undefined, apis: Record<string, string> | undefined }} Step */

const PUBLISHES = { JWT_BRIDGE_OPTIONS: JSON.stringify({ revocation: true }) };
const LISTENS = { REVOCATION: "1" };

/** @param {string} heading @returns {Step[]} those at which something is restarted */
export function readSteps(heading) {
  const page = readFileSync(inRoot("docs/migrate.md"), "utf8");
  const [, section = ""] = page.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [own = ""] = section.split(/^#/m);
  const steps = [...own.matchAll(/^\| (\d [^|]*?) *\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, title = "", auth = "", apis = ""]) => ({
      title,
      auth: /`jwtBridge\(/.test(auth) ? (auth.includes("revocation: true") ? PUBLISHES : {}) : undefined,
      apis: /`AuthBridge\./.test(apis) ? (apis.includes('revocation="refuse"') ? LISTENS : {}) : undefined,
    }),
  );
  return steps.filter(({ auth, apis }) => auth || apis);
}
