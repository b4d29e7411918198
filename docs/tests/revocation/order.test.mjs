/** docs/migrate.md switches revocation on and off in a running system: the order that it gives, and what the other one does. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signOut } from "../../../conformance/rotation/browser.mjs";
import { ask, statusAt } from "../../../conformance/rotation/world.mjs";
import { readSteps } from "./steps.mjs";
import { openWorld } from "./world.mjs";

const PATIENCE = 30_000; // milliseconds
const [ON, OFF] = [readSteps("Switch it on"), readSteps("Switch it off")];
const UNHEARD = /the feed answers 404: set revocation in jwtBridge\(\) of the auth server/;

/** @typedef {import("../../../conformance/rotation/fleet.mjs").Instance} Instance */
/** @typedef {Awaited<ReturnType<import("./world.mjs").World["come"]>>} Leaver */

/** @type {import("./world.mjs").World} */
let world;
before(async () => {
  const server = process.env.TEST_DATABASE_URL;
  assert.ok(server, "TEST_DATABASE_URL is not set. `npm test -- docs` starts what is needed and sets it");
  world = await openWorld(server);
});
after(() => world?.close());

/** @param {readonly import("./steps.mjs").Step[]} steps */
async function take(steps) {
  for (const { title, auth, apis } of steps) {
    world.clients.tell(title);
    if (auth) await world.auth.restart(auth);
    if (apis) await world.apis.restart(apis);
  }
}

/** @param {Leaver} leaver */
const leave = ({ cookie }) => signOut(world.origin, cookie);

/** @param {() => boolean | Promise<boolean>} isSo */
async function until(isSo) {
  const late = Date.now() + PATIENCE;
  while (!(await isSo())) {
    assert.ok(Date.now() < late, String(isSo));
    await new Promise((done) => setTimeout(done, 20));
  }
}

describe("revocation, switched on by the guide and off again", () => {
  /** @type {Promise<Instance>[]} */
  let early = [];
  /** How often each of them has said that it does not hear. */
  const complaints = () => world.earlyLogs().map((log) => log.match(/Trying again/g)?.length ?? 0);
  /** @type {Leaver} */
  let first;
  /** @type {Leaver} */
  let second;

  it("has a step for the auth servers and one for the APIs, in this order, and the other one back", () => {
    const kinds = [ON, OFF].map((steps) => steps.map(({ auth }) => (auth ? "auth servers" : "APIs")));
    assert.deepEqual(kinds, [
      ["auth servers", "APIs"],
      ["APIs", "auth servers"],
    ]);
  });

  it("without it a sign-out ends no token", async () => {
    first = await world.come();
    await leave(first);
    assert.deepEqual(await ask(world.apis, first.token), [200, 200]);
  });

  it("an API that goes first does not start, and says what to do", async () => {
    early = world.startEarly();
    await until(() => world.earlyLogs().filter((log) => UNHEARD.test(log)).length === early.length);
    const started = await Promise.race([...early, undefined]);
    assert.equal(started, undefined);
  });

  it("the auth servers go first: APIs that wait start by themselves, the others notice nothing", async () => {
    await take(ON.slice(0, 1));
    const waiting = await Promise.all(early);
    second = await world.come();
    await leave(second);
    for (const api of waiting) await until(async () => (await statusAt(api, second.token)) === 401);
    assert.deepEqual(await ask(world.apis, second.token), [200, 200]);
  });

  it("the APIs next: they know what has ended before they take a request", async () => {
    await take(ON.slice(1));
    assert.deepEqual(await ask(world.apis, second.token), [401, 401]);
    const third = await world.come();
    assert.deepEqual(await ask(world.apis, third.token), [200, 200]);
    await leave(third);
    await until(async () => (await ask(world.apis, third.token)).every((status) => status === 401));
  });

  it("a session that ended before the auth servers were restarted is not known", async () => {
    assert.deepEqual(await ask(world.apis, first.token), [200, 200]);
  });

  it("off again, the APIs first: what had ended is accepted until it expires", async () => {
    await take(OFF.slice(0, 1));
    assert.deepEqual(await ask(world.apis, second.token), [200, 200]);
  });

  it("then the auth servers: an API that was forgotten hears nothing more, and says so", async () => {
    const before = complaints();
    await take(OFF.slice(1));
    await until(() => complaints().every((count, at) => count > (before[at] ?? 0)));
    assert.equal((await fetch(`${world.origin}/api/auth/revocations`)).status, 404);
    const last = await world.come();
    await leave(last);
    for (const api of await Promise.all(early)) assert.equal(await statusAt(api, last.token), 200);
  });

  it("nobody was refused all the while", () => {
    const { refused, calls, tokens } = world.clients.counted;
    assert.deepEqual(refused, []);
    assert.ok(calls > 50 && tokens > 4, `${calls} calls, ${tokens} tokens`);
  });
});
