/** What every case is made from: one policy, one clock, and tokens that are right. */
import {
  AUDIENCE,
  b64,
  deriveKey,
  HEADER,
  NOW as ISSUED,
  ISSUER,
  OLD_SECRET,
  SECRET,
  sign,
} from "../cases/mint.mjs";
import { object, spelled, text, value } from "./json.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./json.mjs").Member} Member */
/** @typedef {"hostile" | "benign" | "unknown"} Known - must be refused, must be accepted, or nobody has said */
/** @typedef {string | Uint8Array} Raw - a JSON text, or bytes that are none */

export const POLICY = { issuer: ISSUER, audience: AUDIENCE, secrets: [SECRET, OLD_SECRET], leeway: 5 };
/** The clock, in seconds: it stands still. */
export const NOW = ISSUED + 10;
export const KEY = deriveKey(SECRET);
export const HEADER_TEXT = JSON.stringify(HEADER);

/** @type {readonly (keyof typeof PLAIN)[]} */
export const REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"];
const PLAIN = {
  iss: ISSUER,
  aud: AUDIENCE,
  sub: "user-a",
  sid: "session-a",
  jti: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
  iat: ISSUED,
  exp: ISSUED + 300,
};

/**
 * Members of claims that are right, with some replaced, taken away (undefined) or put in.
 *
 * @param {Random} random
 * @param {Readonly<Record<string, string | undefined>>} changes - JSON text by name
 * @returns {Member[]}
 */
export function members(random, changes = {}) {
  const json = Object.fromEntries(Object.entries(PLAIN).map(([name, each]) => [name, JSON.stringify(each)]));
  const merged = Object.entries({ ...json, ...changes });
  const kept = merged.flatMap(([name, each]) =>
    each === undefined ? [] : [/** @type {Member} */ ([JSON.stringify(name), each])],
  );
  if (!random.oneIn(4)) return kept; // as issuers write them
  const varied = kept.map(
    ([name, each]) => /** @type {Member} */ ([spelled(random, JSON.parse(name)), each]),
  );
  const extra = random.times(random.int(0, 3), () => value(random, 3));
  return random.shuffled([
    ...varied,
    ...extra.map((each, at) => /** @type {Member} */ ([spelled(random, `x${at}`), each])),
  ]);
}

/** The payload of such claims. @param {Random} random @param {Readonly<Record<string, string | undefined>>} [changes] */
export function payload(random, changes) {
  const all = members(random, changes);
  return random.oneIn(4) ? object(random, all) : plainObject(all);
}

/** @param {readonly Member[]} all */
export const plainObject = (all) => `{${all.map(([name, json]) => `${name}:${json}`).join()}}`;

/** An identifier that the profile allows. @param {Random} random */
export const identifier = (random) => text(random, random.pick([1, 2, 8, 36, 254, 255]));

/** @param {Raw} header @param {Raw} claims @param {import("../cases/mint.mjs").Signing} [signing] */
export const seal = (header, claims, signing) => sign(b64(header), b64(claims), signing);
