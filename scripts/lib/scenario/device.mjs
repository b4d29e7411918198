/** What one device does, one thing after the other, by its own chance. */
import { foreignPath, foreignTask } from "../isolation/attempts.mjs";
import { change, create, get, list, page, remove } from "../isolation/operations.mjs";
import { call, look } from "./call.mjs";
import { sleep } from "./component.mjs";
import { forge } from "./forgeries.mjs";
import { choose } from "./request.mjs";
import { askForgetful, watch } from "./watch.mjs";
import { pathOf } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("../isolation/operations.mjs").Operation} Operation
 * @typedef {import("../isolation/actors.mjs").Actor & { user: import("./world.mjs").Person, browser: import("./browser.mjs").Browser }} Device
 * @typedef {{ settings: { issuer: string, audience: string }, secrets: string[] }} Keys - the first secret is the old one
 */

/** Some sign in and out all the time; the others keep a session, and its tokens outlive many a restart. */
const SHARES = {
  restless: {
    ...{ own: 72, foreignTask: 4, foreignPath: 4, forged: 5, past: 10, ofOldSecret: 3, token: 5 },
    ...{ signOut: 2, everywhere: 1, password: 1 },
  },
  steady: {
    ...{ own: 72, foreignTask: 4, foreignPath: 4, forged: 5, past: 10, ofOldSecret: 3, token: 1 },
    ...{ signOut: 0, everywhere: 0, password: 0 },
  },
};
const OWN = { list: 14, page: 10, get: 14, create: 18, change: 20, remove: 8 };
/** A device with so many tasks makes no more. */
const MOST = 12;
/** Milliseconds between two things that one device does. */
const PAUSE = { least: 20, most: 480 };
const RENEW = 0.8; // of a token's life, as the token client does it
/** One in so many is also sent to the API that is told nothing. */
const FORGETFUL = 5;
const NOBODY = { userId: "nobody" };

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
  const { browser, random } = device;
  const before = browser.token;
  const others = Object.fromEntries(
    Object.entries({ signOut: () => browser.signOut(), everywhere: () => browser.signOutEverywhere() }),
  );
  const chosen = random.weighted(device.user.isSteady ? SHARES.steady : SHARES.restless);
  if (chosen === "token") return browser.fetchToken();
  if (chosen === "past") return tryPast(world, device);
  if (chosen === "forged") return tryForged(world, device, keys);
  if (chosen === "ofOldSecret") return tryOldSecret(world, device, keys);
  const end =
    others[chosen] ?? (chosen === "password" ? () => browser.changePassword(random.oneIn(2)) : undefined);
  if (!end) return work(world, device, chosen);
  const ended = await end();
  // Whether it has taken is seen at once; others go on meanwhile.
  if (ended && before) void watch(world, device, before, ended);
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

/** A token that somebody has put away: ended, expired, or good as ever. @param {World} world @param {Device} device */
async function tryPast(world, { random, user }) {
  // Most tokens of all have ended. One's own may be good.
  const own = world.past.filter(({ session }) => session.user === user);
  const past = random.oneIn(2) ? own : world.past;
  if (past.length === 0) return;
  const token = random.pick(past);
  const server = choose(world.system.apis, random);
  const person = /** @type {import("./world.mjs").Person} */ (token.session.user);
  if (random.oneIn(FORGETFUL)) await askForgetful(world, token);
  await call(world, {
    server,
    token: token.text,
    expected: (span) => world.ledger.expected(token, server.name, span),
    what: "token that was put away",
    person,
    path: pathOf(person),
    operation: look(200),
  });
}

/** @param {World} world @param {Device} device @param {Keys} keys */
async function tryForged(world, { random, user, browser }, { settings, secrets }) {
  const victim = random.pick(world.people.filter((other) => other !== user && other.userId !== ""));
  if (!victim) return;
  const given = { settings: { ...settings, secret: random.pick(secrets) }, userId: victim.userId };
  const { kind, token } = forge(random, { ...given, token: browser.token?.text ?? "" });
  const server = choose(world.system.apis, random);
  const [what, path] = [`forged: ${kind}`, pathOf(victim)];
  const person = user;
  await call(world, { server, token, expected: () => "refuse", what, person, path, operation: look(401) });
}

/** A token that is good for whoever knows the old secret. @param {World} world @param {Device} device @param {Keys} keys */
async function tryOldSecret(world, { random, user }, { settings, secrets: [secret = ""] }) {
  const { issueTestToken } = await import("jwt-auth-bridge/testing");
  const token = issueTestToken({ ...settings, secret, ...NOBODY });
  const server = choose(world.system.apis, random);
  await call(world, {
    server,
    token,
    expected: (span) => world.holdings.expected(server.name, span),
    what: "token of the old secret",
    person: user,
    path: pathOf(NOBODY),
    operation: look(200),
  });
}
