/** What `npx jwt-auth-bridge rotate --plan` says, as steps to take: the run follows the plan that people read. */
import { execFileSync } from "node:child_process";
import { inRoot } from "../../scripts/lib/paths.mjs";

const CLI = inRoot("packages/typescript/dist/cli/main.js");
const SETTING = /^ +(APIs|auth servers) +BETTER_AUTH_SECRETS=(\S+)/gm;

/** @typedef {"APIs" | "auth servers"} Kind */
/** @typedef {{ title: string, restart: { kind: Kind, secrets: string }[], waits: boolean }} Step - secrets have `<new>` and `<old>` */

/** The command line that is published. @param {string[]} args @param {NodeJS.ProcessEnv} env */
const bridge = (args, env = {}) => execFileSync(process.execPath, [CLI, ...args], { env, encoding: "utf8" });

/** @returns {Step[]} */
export function readPlan() {
  const [, ...steps] = bridge(["rotate", "--plan"]).split(/^(?=\d+ {2})/m);
  return steps.map((text) => ({
    title: text.split("\n")[0] ?? "",
    restart: [...text.matchAll(SETTING)].map(([, kind, secrets = ""]) => ({
      kind: /** @type {Kind} */ (kind),
      secrets,
    })),
    waits: /^\d+ {2}Wait /.test(text),
  }));
}

/** The keys of these secrets, as an API has them that has no secret. @param {string} secrets @param {string} audience */
export const keysOf = (secrets, audience) =>
  bridge(["key", "--audience", audience], { BETTER_AUTH_SECRETS: secrets }).trimEnd();
