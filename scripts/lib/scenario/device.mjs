/** What one device does, one thing after the other, by its own chance. */
import { foreignPath, foreignTask } from "../isolation/attempts.mjs";
import { change, create, get, list, page, remove } from "../isolation/operations.mjs";
import { call } from "./call.mjs";
import { sleep } from "./component.mjs";
import { choose } from "./request.mjs";
import { tryForged, tryOldSecret, tryPast } from "./tries.mjs";
import { askForgetful, watch } from "./watch.mjs";
import { pathOf } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("../isolation/operations.mjs").Operation} Operation
 * @typedef {import("../isolation/actors.mjs").Actor & { user: import("./world.mjs").Person, browser: import("./browser.mjs").Browser }} Device
 * @typedef {import("./tries.mjs").Keys} Keys
 */

/** Some sign in and out all the time; the others keep a session, and its tokens outlive many a restart. */
const TRIES = { foreignTask: 4, foreignPath: 4, forged: 5, past: 10, ofOldSecret: 3 };
const SHARES = {
  restless: { own: 72, ...TRIES, token: 5, signOut: 2, everywhere: 1, password: 1 },
  steady: { own: 72, ...TRIES, token: 1, signOut: 0, everywhere: 0, password: 0 },
};
const OWN = { list: 14, page: 10, get: 14, create: 18, change: 20, remove: 8 };
/** A device with so many tasks makes no more. */
const MOST = 12;
/** Milliseconds between two things that one device does. */
const PAUSE = { least: 20, most: 480 };
const RENEW = 0.8; // of a token's life, as the token client does it
/** One in so many is also sent to the API that is told nothing. */
const FORGETFUL = 5;

/** @param {World} world @param {Device} device @param {Keys} keys */
export async function live(world, device, keys) {
  const { browser, random } = device;
  while (!world.isOver) {
    const { session, token } = browser;
    if (!session) await browser.signIn();
    else if (!token || isOld(token)) await browser.fetchToken();
    else await act(world, device, keys);
    await sleep(random.int(PAUSE.least, PAUSE.most));
  }
}

/** @param {import("./ledger.mjs").Token} token */
const isOld = ({ issued, expires }) => Date.now() > issued + (expires - issued) * RENEW;

/** @param {World} world @param {Device} device @param {Keys} keys */
async function act(world, device, keys) {
  const { browser, random, user } = device;
  const chosen = random.weighted(user.isSteady ? SHARES.steady : SHARES.restless);
  switch (chosen) {
    case "token":
      return browser.fetchToken();
    case "past":
      return tryPast(world, device);
    case "forged":
      return tryForged(world, device, keys);
    case "ofOldSecret":
      return tryOldSecret(world, device, keys);
    case "signOut":
      return end(world, device, () => browser.signOut());
    case "everywhere":
      return end(world, device, () => browser.signOutEverywhere());
    case "password":
      return end(world, device, () => browser.changePassword(random.oneIn(2)));
    default:
      return work(world, device, chosen);
  }
}

/** @param {World} world @param {Device} device @param {() => Promise<import("./ledger.mjs").Ending | undefined>} how */
async function end(world, device, how) {
  const { token } = device.browser;
  const ending = await how();
  // Whether it has taken is seen at once; the device goes on meanwhile.
  if (token && ending) void watch(world, device, token, ending);
}

/** A request with the device's own token. @param {World} world @param {Device} device @param {string} chosen */
async function work(world, device, chosen) {
  const { browser, user, random } = device;
  const { token } = browser;
  if (!token) return;
  const { path, operation } = chooseOperation(world, device, chosen);
  const server = choose(world.system.apis, random);
  const expected = (/** @type {import("./spans.mjs").Span} */ span) =>
    world.ledger.expected(token, server.name, span);
  const outcome = await call(world, {
    server,
    token: token.text,
    expected,
    what: "own token",
    person: user,
    path,
    operation,
  });
  if (outcome === "refused" && browser.token === token) await browser.fetchToken();
  if (random.oneIn(FORGETFUL)) await askForgetful(world, token);
}

/** @param {World} world @param {Device} device @param {string} chosen @returns {{ path: string, operation: Operation }} */
function chooseOperation(world, device, chosen) {
  const { model, random, user } = device;
  const others = world.people.filter((other) => other !== user && other.userId !== "");
  if (chosen === "foreignTask" && world.recent.some((offered) => offered.user !== user))
    return { path: pathOf(user), operation: foreignTask(device, world) };
  if (chosen === "foreignPath" && others.length > 0)
    return { path: pathOf(random.pick(others)), operation: foreignPath(device, world, true) };
  const what = random.weighted(OWN);
  const path = pathOf(user);
  if (what === "list" || what === "page") return { path, operation: { list, page }[what](device, world) };
  if (what === "get" && model.ids.length > 0) return { path, operation: get(device) };
  if (what !== "create" && model.settled.length > 0)
    return { path, operation: (what === "remove" ? remove : change)(device) };
  if (model.size < MOST) return { path, operation: create(device, world) };
  return { path, operation: model.settled.length > 0 ? remove(device) : list(device) };
}
