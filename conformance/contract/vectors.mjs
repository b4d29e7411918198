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
 * @typedef {Vector & { header: string | null, code: string, reason: string }} BearerVector
 * @typedef {Vector & { path: string, sub: string, token: string, now: number, statuses: number[] }} PathVector
 * @typedef {Vector & { door: string, debug: boolean, now: number, status: number, challenge: string | null, body: object,
 *   code: string, reason: string, request: { method: string, target: string, headers: string[], body: string } }} RequestVector
 *
 * @typedef {{ tokens: TokenVector, bearer: BearerVector, paths: PathVector, requests: RequestVector }} Files
 */

/**
 * @template {keyof Files} Name
 * @param {Name} name
 * @param {string} [folder]
 * @returns {{ policy: import("../verifiers/index.mjs").Policy, vectors: Files[Name][] }}
 */
export function readVectors(name, folder = VECTORS) {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
}
