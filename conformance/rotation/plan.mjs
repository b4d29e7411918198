/** What `npx jwt-auth-bridge rotate --plan` says, as steps to take: the run follows the plan that people read. */
import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { inRoot } from "../../scripts/lib/paths.mjs";

const CLI = inRoot("packages/typescript/dist/cli/main.js");
const SETTING = /^ +(APIs|auth servers) +BETTER_AUTH_SECRETS=(\S+)/gm;

/** @typedef {"APIs" | "auth servers"} Kind */
/** @typedef {{ title: string, restart: { kind: Kind, secrets: string }[], waits: boolean }} Step - secrets have `<new>` and `<old>` */

/** @param {string[]} options - more of the command line @returns {Step[]} */
export function readPlan(...options) {
  const args = [CLI, "rotate", "--plan", ...options];
  const [, ...steps] = execFileSync(process.execPath, args, { env: {}, encoding: "utf8" }).split(
    /^(?=\d+ {2})/m,
  );
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
export async function keysOf(secrets, audience) {
  const env = { BETTER_AUTH_SECRETS: secrets };
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, "key", "--audience", audience], {
    env,
  });
  return stdout.trimEnd();
}
