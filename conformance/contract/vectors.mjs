/** The files of vectors, as the contract and the report read them. README.md says what the members mean. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const VECTORS = fileURLToPath(new URL("../vectors", import.meta.url));

/**
 * @typedef {{ id: string, kind: string, result: "valid" | "invalid" }} Vector
 *
 * @typedef {Vector & { token: string, now: number, code: string, reason: string, user_id: string, session_id: string,
 *   scopes: string[] }} TokenVector
 * @typedef {Vector & { header: string | null, token: string, code: string, reason: string }} BearerVector
 * @typedef {Vector & { secret: string, audience: string, key: string, kid: string, header: string, code: string }} KeyVector
 * @typedef {Vector & { secret: string, code: string }} SecretVector
 * @typedef {Vector & { url: string, issuer: string, code: string }} IssuerVector
 * @typedef {Vector & { variables: Record<string, string>, issuer: string, audience: string, kids: string[], key_sets: string[], debug: boolean,
 *   code: string, variable: string }} EnvironmentVector
 * @typedef {Vector & { leeway: unknown, code: string }} PolicyVector
 * @typedef {Vector & { kid: string, text: string }} HeaderVector
 * @typedef {Vector & { claims: Record<string, unknown>, code: string }} ClaimsVector
 * @typedef {Vector & { path: string, sub: string, token: string, now: number, statuses: number[] }} PathVector
 * @typedef {Vector & { door: string, debug: boolean, now: number, status: number, challenge: string | null, body: object,
 *   code: string, reason: string, request: { method: string, target: string, headers: string[], body: string } }} RequestVector
 *
 * @typedef {{ keys: KeyVector, secrets: SecretVector, issuers: IssuerVector, environments: EnvironmentVector, policies: PolicyVector,
 *   headers: HeaderVector, claims: ClaimsVector, tokens: TokenVector, "jwks-tokens": TokenVector, "compatibility-tokens": TokenVector, bearer: BearerVector, paths: PathVector,
 *   requests: RequestVector }} Files
 */

/** Stands for a token in bearer.json. */
const PLACEHOLDER = "aaa.bbb.ccc";

/** The vector that every other token is a change of. @param {readonly TokenVector[]} [tokens] */
export function knownToken(tokens = readVectors("tokens").vectors) {
  const known = tokens.find(({ id }) => id === "valid");
  if (known === undefined) throw new Error("tokens.json has lost its vector valid");
  return known;
}

/**
 * A vector of bearer.json with a good token in its place, and what has to come of it: whoever is too lenient lets it in.
 *
 * @param {BearerVector} vector
 * @param {TokenVector} known
 */
export function withToken(vector, known) {
  const header = vector.header?.replaceAll(PLACEHOLDER, known.token) ?? null;
  return {
    header,
    now: known.now,
    verdict: vector.result === "valid" ? verdictOn(vector.token, known) : vector,
  };
}

/**
 * Whatever else passes for a token in a header is none of this profile.
 *
 * @param {string} token
 * @param {TokenVector} known
 * @returns {TokenVector}
 */
function verdictOn(token, known) {
  return token === PLACEHOLDER
    ? known
    : { ...known, result: "invalid", code: "token_invalid", reason: "grammar" };
}

/**
 * @template {keyof Files} Name
 * @param {Name} name
 * @param {string} [folder]
 * @returns {{ policy: import("../verifiers/index.mjs").Policy, vectors: Files[Name][] }}
 */
export function readVectors(name, folder = VECTORS) {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}
