/** From key pairs back to the shared secret, there again, another key pair, and the key set out of reach: all under load. */
import { issueTestToken } from "jwt-auth-bridge/testing";
import { signUp, tokenOf } from "./browser.mjs";
import { readGuide } from "./guide.mjs";
import { holdOut } from "./outage.mjs";
import { OVERLAP, replace, replaceAtOnce } from "./replacement.mjs";
import { untilSilent } from "./silence.mjs";
import { AUDIENCE, ask, inWorld, MARGIN, pause } from "./world.mjs";

/** @typedef {import("./clients.mjs").Refused} Refused */
/** @typedef {import("./world.mjs").World} World */
/**
 * @typedef {object} Move
 * @property {number[]} before - what each API answers to a token of the old source, while both are accepted
 * @property {number[]} after - the same in the end
 */
/**
 * @typedef {object} Outcome
 * @property {{ tokens: number, calls: number, refused: Refused[], keys: Set<string> }} planned
 * @property {Move} back - to the secret
 * @property {Move & { silent: number }} there - to key pairs; in the end, APIs whose metric told that no token of the secret is left
 * @property {import("./replacement.mjs").Replacement} replacement
 * @property {import("./outage.mjs").Outage} outage
 * @property {number[]} wrong - what each API answers to the first token of a key pair that signs at once
 */
/**
 * @typedef {object} Course
 * @property {number} down - seconds without a key set
 * @property {boolean} isRealTime - whether the minutes that a key pair is published before it signs are waited for
 */

/** @param {import("./world.mjs").Extent & Course} extent @returns {Promise<Outcome>} */
export async function moveKeys(extent) {
  const start = {
    name: "key-pairs",
    auth: (/** @type {string[]} */ [secret]) => ({ ...bridge({ signing: "jwks" }), ...shared(secret) }),
    apis: (/** @type {string[]} */ _, /** @type {string} */ url) => ({ JWT_JWKS_URL: url }),
  };
  return inWorld(extent, start, (world) => follow(world, extent));
}

/** @param {World} world @param {import("./world.mjs").Extent & Course} extent @returns {Promise<Outcome>} */
async function follow(world, { lifetime, say, down, isRealTime }) {
  const { clients } = world;
  const tell = (/** @type {string} */ title) => {
    say(title);
    clients.tell(title);
  };
  const guide = readGuide();
  const byTime = () => pause(lifetime + MARGIN);
  const back = await take(guide.back, await longLived(world), { world, tell, wait: byTime });
  const secret = { secret: world.secrets[0] ?? "", issuer: world.origin, audience: AUDIENCE, userId: "p" };
  const ofSecret = issueTestToken({ ...secret, lifetime: 3600 });
  let silent = 0;
  const byMetric = async () => {
    silent = await untilSilent(world.apis, lifetime);
  };
  const there = await take(guide.there, ofSecret, { world, tell, wait: byMetric });
  tell("Another key pair");
  const replacement = await replace(world, { lifetime, isRealTime });
  tell(`The key set out of reach for ${down} seconds`);
  const outage = await holdOut(world, down);
  await pause(MARGIN);
  const planned = clients.soFar();
  tell("The wrong order: a key pair that signs at once");
  const wrong = await replaceAtOnce(world);
  return { planned, back, there: { ...there, silent }, replacement, outage, wrong };
}

/**
 * The steps of the guide, one after the other.
 *
 * @param {import("./guide.mjs").Step[]} steps
 * @param {string} old - a token of the old source that outlives the run: only its key can be what it is refused for
 * @param {{ world: World, tell: (title: string) => void, wait: () => Promise<unknown> }} how - `wait` for the tokens of the old source
 */
async function take(steps, old, { world, tell, wait }) {
  const { auth, apis, secrets, keySetUrl } = world;
  const values = { JWT_JWKS_URL: keySetUrl, ...shared(secrets[0]) };
  /** @type {number[]} */
  let before = [];
  for (const { title, auth: options, apis: names = [] } of steps) {
    tell(title);
    if (options) await auth.restart({ ...bridge(options), ...shared(secrets[0]) });
    const variables = Object.entries(values).filter(([name]) => names.includes(name));
    if (names.length > 0) await apis.restart(Object.fromEntries(variables));
    if (options || names.length > 0) continue;
    before = await ask(apis, old);
    await wait();
  }
  return { before, after: await ask(apis, old) };
}

/** A token of a key pair that is good for an hour: of an auth server that nobody else asks. @param {World} world */
async function longLived({ auth, origin, secrets }) {
  const variables = { ...bridge({ signing: "jwks" }), ...shared(secrets[0]), JWT_LIFETIME: "1h" };
  const { port, stop } = await auth.startAside(0, variables);
  const token = await tokenOf(`http://127.0.0.1:${port}`, await signUp(origin));
  await stop();
  return token;
}

/** @param {Record<string, unknown>} options - of `jwtBridge()` */
function bridge(options) {
  const hasKeyPairs = Object.keys(options).length > 0;
  return {
    JWT_BRIDGE_OPTIONS: JSON.stringify({
      ...options,
      ...(hasKeyPairs && { jwksOverlap: `${OVERLAP / 60}m` }),
    }),
  };
}

/** @param {string | undefined} secret */
const shared = (secret = "") => ({ BETTER_AUTH_SECRETS: `1:${secret}` });
