/** What a device tries with tokens that are not its own good one. */
import { issueTestToken } from "jwt-auth-bridge/testing";
import { call, look } from "./call.mjs";
import { forge } from "./forgeries.mjs";
import { choose } from "./request.mjs";
import { askForgetful } from "./watch.mjs";
import { pathOf } from "./world.mjs";

/**
 * @typedef {import("./world.mjs").World} World
 * @typedef {import("./device.mjs").Device} Device
 * @typedef {{ settings: { issuer: string, audience: string }, secrets: string[] }} Keys - the first secret is the old one
 */
/** One in so many is also sent to the API that is told nothing. */
const FORGETFUL = 2;
const NOBODY = { userId: "nobody" };

/** A token that somebody has put away: ended, expired, or good as ever. @param {World} world @param {Device} device */
export async function tryPast(world, { random, user }) {
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
export async function tryForged(world, { random, user, browser }, { settings, secrets }) {
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
export async function tryOldSecret(world, { random, user }, { settings, secrets: [secret = ""] }) {
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
