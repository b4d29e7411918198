// Tokens under the keys of the set, right and wrong.
import { createHmac } from "node:crypto";
import { b64, CLAIMS } from "../mint.mjs";
import { GOOD } from "./key-set.mjs";

/** The header of a token of this key. @param {keyof typeof GOOD} alg */
export const header = (alg, changes = {}) => ({ alg, typ: "at+jwt", kid: GOOD[alg].kid, ...changes });

/**
 * A token of this header and these claims, either as raw text too, signed like this.
 *
 * @param {unknown} head
 * @param {(message: string) => Uint8Array} sign
 * @param {unknown} claims
 */
export function signed(head, sign, claims = CLAIMS) {
  const text = typeof head === "string" ? head : JSON.stringify(head);
  const message = `${b64(text)}.${b64(JSON.stringify(claims))}`;
  return `${message}.${b64(sign(message))}`;
}

/** A right token of this algorithm. @param {keyof typeof GOOD} alg @param {unknown} claims */
export const right = (alg, claims = CLAIMS) => signed(header(alg), GOOD[alg].sign, claims);

/** @param {Uint8Array | string} key @returns {(message: string) => Uint8Array} */
export const hmac = (key) => (message) => createHmac("sha256", key).update(message).digest();
