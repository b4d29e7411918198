/** What every case is made from: one policy, one clock, and tokens that are right. */
import {
  AUDIENCE,
  b64,
  CLAIMS,
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

export const REQUIRED = /** @type {(keyof typeof CLAIMS)[]} */ (Object.keys(CLAIMS));

/** @typedef {Readonly<Record<string, string | undefined>>} Changes - JSON text by name; undefined takes one away */

/** Members of claims that are right, but for the changes: mostly as issuers write them. @param {Random} random @param {Changes} [changes] */
export function members(random, changes = {}) {
  return random.oneIn(4) ? varied(random, plainMembers(changes)) : plainMembers(changes);
}

/** @param {Changes} changes */
function plainMembers(changes) {
  const claims = Object.entries(CLAIMS).map(([name, each]) => [name, JSON.stringify(each)]);
  const merged = Object.entries({ ...Object.fromEntries(claims), ...changes });
  return merged.flatMap(([name, json]) => (json === undefined ? [] : [member(JSON.stringify(name), json)]));
}

/** In another order, in other spellings, with claims of no meaning. @param {Random} random @param {Member[]} plain */
function varied(random, plain) {
  const respelt = plain.map(([name, json]) => member(spelled(random, JSON.parse(name)), json));
  const extra = random.times(random.int(0, 3), () => value(random, 3));
  return random.shuffled([...respelt, ...extra.map((json, at) => member(spelled(random, `x${at}`), json))]);
}

/** @param {string} name @param {string} json @returns {Member} */
const member = (name, json) => [name, json];

/** A payload of right claims, but for the changes. @param {Random} random @param {Changes} [changes] */
export function payload(random, changes) {
  const all = members(random, changes);
  return random.oneIn(4) ? object(random, all) : plainObject(all);
}

/** The same as issuers write it. @param {Changes} changes */
export const plainly = (changes) => plainObject(plainMembers(changes));

/** A payload that holds this JSON text somewhere, at most five deep. @param {Random} random @param {string} json */
export function within(random, json) {
  const x = random.pick([json, `[${json}]`, `{"a":${json}}`, `[0,{"b":[${json}]}]`]);
  return random.oneIn(2) ? plainly({ x }) : payload(random, { x });
}

/** @param {readonly Member[]} all */
export const plainObject = (all) => `{${all.map(([name, json]) => `${name}:${json}`).join()}}`;

/** An identifier that the profile allows. @param {Random} random */
export const identifier = (random) => text(random, random.pick([1, 2, 8, 36, 254, 255]));

/** @param {Raw} header @param {Raw} claims @param {import("../cases/mint.mjs").Signing} [signing] */
export const seal = (header, claims, signing) => sign(b64(header), b64(claims), signing);
