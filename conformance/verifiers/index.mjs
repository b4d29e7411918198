/**
 * Every verifier behind one door: questions in, verdicts out, each in a process of its own.
 *
 * `typescript` and `python` are the two packages by their published entry points; the others are oracles, libraries that
 * check signature, times, issuer, audience and presence of claims, and not the rest of the profile.
 */
import { fileURLToPath } from "node:url";
import { deriveKey, deriveKid } from "../cases/mint.mjs";
import { openProcess } from "./process.mjs";

/**
 * @typedef {object} Policy - as in vectors/tokens.json
 * @property {string} issuer
 * @property {string} audience
 * @property {string[]} secrets - the first is the newest; all verify
 * @property {number} leeway - seconds
 * @property {{ keys: { kid: string }[] }} [jwks] - of ours alone: a key set beside the secrets
 * @property {"better-auth-jwt"} [compatibility] - of ours alone
 *
 * @typedef {{ token: string, now: number } | { header: string | null, now: number }} Question - a token, or the value
 *   of an `Authorization` header, null for none; `now` in seconds
 *
 * @typedef {object} Accepted
 * @property {true} ok
 * @property {string} user_id
 * @property {string | null} session_id - null: the token names none
 * @property {string[]} scopes - sorted by UTF-16 code units
 * @property {string} claims - digest of every claim: two verifiers that read a payload alike give the same
 *
 * @typedef {{ ok: false, code: string, reason: string }} Refused - `reason`: the whole text, word and sentence
 * @typedef {{ ok: false, crash: string }} Crashed - something other than the verifier's own error was thrown
 * @typedef {Accepted | Refused | Crashed} Verdict
 *
 * @typedef {object} Verifier
 * @property {string} name
 * @property {(questions: readonly Question[]) => Promise<Verdict[]>} verdicts - one for each question, in order. Many
 *   questions in one call are far quicker than many calls. Rejects when the process has ended or takes over a minute.
 * @property {() => Promise<void>} close
 *
 * @typedef {"typescript" | "python" | "jose" | "pyjwt" | "joserfc"} Name
 */

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const PYTHON = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));

/** @type {Record<Name, [command: string, ...args: string[]]>} */
const COMMANDS = {
  typescript: [process.execPath, "typescript.mjs"],
  python: [PYTHON, "-m", "python"],
  jose: [process.execPath, "oracles/jose.mjs"],
  pyjwt: [PYTHON, "-m", "oracles.pyjwt"],
  joserfc: [PYTHON, "-m", "oracles.joserfc"],
};

/** The two that have to agree. @type {readonly Name[]} */
export const OURS = ["typescript", "python"];

/** @type {readonly Name[]} */
export const ORACLES = ["jose", "pyjwt", "joserfc"];

/**
 * Start a verifier. It lives until `close()`, or until this process ends.
 *
 * @param {Name} name
 * @param {Policy} policy
 * @returns {Promise<Verifier>} when it is ready. Rejects when it cannot start, with what it printed.
 */
export async function openVerifier(name, policy) {
  const [command, ...args] = COMMANDS[name];
  // The oracles know no profile: they get the keys ready-made.
  const keys = Object.fromEntries(
    policy.secrets.map((secret) => [
      deriveKid(secret, policy.audience),
      deriveKey(secret, policy.audience).toString("hex"),
    ]),
  );
  const { ask, close } = openProcess(name, command, args, FOLDER);
  await ask({ ...policy, keys });
  return { name, verdicts: async (questions) => /** @type {Verdict[]} */ (await ask(questions)), close };
}
