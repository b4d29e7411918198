/** A key pair takes the place of another, by the dates in the table: published first, or signing at once. */
import { randomBytes, randomUUID } from "node:crypto";
import { using } from "../../scripts/lib/postgres-client.mjs";
import { read, signUp, tokenOf } from "./browser.mjs";
import { ask, MARGIN, pause, statusAt } from "./world.mjs";

/** Seconds that a key pair is published before it signs: the least that `jwksOverlap` takes. */
export const OVERLAP = 360;
/** Seconds of `rotationInterval` unless set. */
const INTERVAL = 30 * 24 * 3600;
/** Seconds that a key is published after its last token: the longest life of one, and what clocks differ. */
const AFTERLIFE = 3600 + 65;

/** @typedef {import("./world.mjs").World} World */
/** @typedef {{ published: string[][], signing: string[] }} Keys - by each auth server: ids in its key set, and of the key that signs */
/**
 * @typedef {object} Replacement
 * @property {Keys} first
 * @property {Keys} announced - the next key pair is published
 * @property {Keys} replaced - it signs
 * @property {Keys} over - no token of the first can be left
 * @property {number} fetches - of the key set while the next one was announced
 */

/**
 * @param {World} world
 * @param {{ lifetime: number, isRealTime: boolean }} how - real time: the verifiers fetch the set by themselves, each five minutes;
 *   else somebody whose key nobody knows makes them look, and the dates are moved
 * @returns {Promise<Replacement>}
 */
export async function replace(world, { lifetime, isRealTime }) {
  const { database, keySet, apis } = world;
  const person = await signUp(world.origin);
  const first = await keysOf(world, person);
  await letPass(database, INTERVAL);
  const announced = await keysOf(world, person);
  const { requests } = keySet;
  if (isRealTime) await pause(OVERLAP);
  else await Promise.all(apis.all.map((api) => statusAt(api, strangersToken())));
  const fetches = keySet.requests - requests;
  if (!isRealTime) await letPass(database, OVERLAP);
  await pause(lifetime + MARGIN);
  const replaced = await keysOf(world, person);
  await letPass(database, AFTERLIFE);
  return { first, announced, replaced, over: await keysOf(world, person), fetches };
}

/**
 * The key pair that signs is withdrawn, so the next one signs at once. A verifier that has looked for a key just before does not
 * look again for 30 seconds.
 *
 * @param {World} world
 * @returns {Promise<number[]>} what the APIs answer to its first token
 */
export async function replaceAtOnce({ database, origin, apis }) {
  const person = await signUp(origin);
  /** @type {number[]} */
  let answers = [];
  // Again where those 30 seconds were over in this very moment: then they have just begun.
  for (let turn = 0; turn < 2 && !answers.includes(401); turn += 1) {
    await Promise.all(apis.all.map((api) => statusAt(api, strangersToken())));
    const ended = new Date(Date.now() - 1000);
    await using(database, (client) => client.query(`UPDATE jwks SET "expiresAt" = $1`, [ended]));
    answers = await ask(apis, await tokenOf(origin, person));
  }
  return answers;
}

/** A token of a key pair that is in no set. */
export function strangersToken() {
  const segments = [{ alg: "EdDSA", typ: "at+jwt", kid: randomUUID() }, { sub: "somebody" }];
  const signed = segments.map((segment) => Buffer.from(JSON.stringify(segment)).toString("base64url"));
  return [...signed, randomBytes(64).toString("base64url")].join(".");
}

/** @param {World} world @param {string} person - the cookie of a session @returns {Promise<Keys>} */
async function keysOf({ auth }, person) {
  const origins = auth.all.map(({ port }) => `http://127.0.0.1:${port}`);
  const tokens = await Promise.all(origins.map((origin) => tokenOf(origin, person)));
  const published = await Promise.all(origins.map(publishedAt));
  return { published, signing: tokens.map((token) => read(token, 0).kid) };
}

/** @param {string} origin @returns {Promise<string[]>} */
async function publishedAt(origin) {
  const answer = await fetch(`${origin}/api/auth/jwks`);
  const { keys } = /** @type {{ keys: { kid: string }[] }} */ (await answer.json());
  return keys.map(({ kid }) => kid);
}

/** All that the schedule knows of time is in the table. @param {URL} database @param {number} seconds */
const letPass = (database, seconds) =>
  using(database, (client) =>
    client.query(`UPDATE jwks SET "createdAt" = "createdAt" - make_interval(secs => $1)`, [seconds]),
  );
