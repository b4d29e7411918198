/** The settings of both packages behind one door: questions in, verdicts out, each in a process of its own. */
import { fileURLToPath } from "node:url";
import { openProcess } from "../process.mjs";

/**
 * @typedef {{ variables: Record<string, string> }
 *   | { secret: string }
 *   | { issue: { secret: string, audience: string } }
 *   | { leeway: unknown }
 *   | { claims: Record<string, unknown> }} Question - an environment to read; a secret to use; a token to issue; a leeway to
 *   verify with; claims that an application adds, which only the TypeScript package can be asked about
 *
 * @typedef {{ ok: true, issuer?: string, audience?: string, kids?: string[], key_sets?: string[], debug?: boolean, token?: string }} Accepted
 * @typedef {{ ok: false, code: string, message: string }} Refused - of a ConfigurationError
 * @typedef {Accepted | Refused | import("../index.mjs").Crashed} Verdict
 */

const FOLDER = fileURLToPath(new URL("..", import.meta.url));
const PYTHON = fileURLToPath(new URL("../../../.venv/bin/python", import.meta.url));

/** @type {Record<"typescript" | "python", [command: string, ...args: string[]]>} */
const COMMANDS = {
  typescript: [process.execPath, "settings/typescript.mjs"],
  python: [PYTHON, "-m", "settings.python"],
};

/** @param {keyof typeof COMMANDS} name */
export async function openSettings(name) {
  const [command, ...args] = COMMANDS[name];
  const { ask, close } = openProcess(`${name} settings`, command, args, FOLDER);
  await ask(null);
  return {
    /** @param {readonly Question[]} questions */
    verdicts: async (questions) => /** @type {Verdict[]} */ (await ask(questions)),
    close,
  };
}
