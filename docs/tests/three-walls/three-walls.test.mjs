/** The example of docs/three-walls.md goes its way: each step alone, beside the one before, and back again. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, it } from "node:test";
import { inRoot } from "../../../scripts/lib/paths.mjs";
import { add, get, keepsApart, reads } from "./asking.mjs";
import {
  AUDIT,
  AUDIT_OF_STEP_1,
  app,
  DATABASE_ALONE,
  PLAIN_REPORT,
  REPORT,
  SURVEYED,
  UNPROTECTED,
} from "./programs.mjs";
import { openWorld } from "./world.mjs";

const PAGE = readFileSync(inRoot("docs/three-walls.md"), "utf8");

/** @typedef {import("./world.mjs").Server} Server */
/** @type {Awaited<ReturnType<typeof openWorld>>} */
let world;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

/** A migration, while somebody asks all the time and is always answered the same. @param {Server} server @param {string} revision */
async function migrateBeneath(server, revision) {
  const before = await reads(server, "ann");
  let answered = 0;
  let over = false;
  const asking = (async () => {
    for (; !over; answered += 1) assert.deepEqual(await reads(server, "ann"), before);
  })();
  await world.migrate("upgrade", revision).finally(() => {
    over = true;
  });
  await asking;
  assert.ok(answered > 1);
}

/** @type {Record<"one" | "two" | "told" | "serving", Server>} */
const servers = /** @type {any} */ ({});

it("before: a forgotten guard and a forgotten WHERE leak", async () => {
  await world.migrate("upgrade", "0001");
  const server = await world.serve(app(0), "owner");
  assert.equal(await add(server, "ann", "a"), 201);
  assert.deepEqual(await get(server, "ann/export"), [200, ["a"]]);
  assert.deepEqual(await get(server, "bob/search?q=a", "bob"), [200, ["a"]]);
  await server.stop();
});

it("step 1: the app does not start, and names the routes", async () => {
  const server = await world.serve(UNPROTECTED, "owner");
  assert.ok(!server.started);
  const [, named = ""] = /```\n(the app serves nothing.*?)\n```/s.exec(PAGE) ?? [];
  const lines = named.split("\n").map((line) => line.trim());
  assert.equal(lines.length, 3);
  for (const line of lines) assert.ok(server.log().includes(line), line);
});

it("step 1: the guard is back, the WHERE still forgotten", async () => {
  servers.one = await world.serve(app(1), "owner");
  assert.equal((await get(servers.one, "ann/export"))[0], 401);
  assert.equal((await get(servers.one, "ann/export", "bob"))[0], 403);
  assert.deepEqual(await get(servers.one, "ann/export", "ann"), [200, ["a"]]);
  assert.deepEqual(await get(servers.one, "bob/search?q=a", "bob"), [200, ["a"]]);
});

it("step 2: the survey names what will be refused or forgets the owner, and nothing else", async () => {
  const server = await world.serve(SURVEYED, "owner");
  await reads(server, "ann");
  const found = [...server.log().matchAll(/^(text|no owner|SQL for the driver): (.*)/gm)];
  assert.deepEqual(
    found.map(([, kind]) => kind),
    ["no owner", "text"],
  );
  for (const [line] of found) assert.ok(PAGE.includes(`\n${line}\n`), line);
  await server.stop();
});

it("step 2: its migrations leave step 1's code at work", async () => {
  await migrateBeneath(servers.one, "0003");
  assert.equal(await add(servers.one, "ann", "a2"), 201);
  assert.deepEqual(await reads(servers.one, "ann"), [["a", "a2"], ["a", "a2"], ["a", "a2"], [2]]);
});

it("step 2: a forgotten WHERE shows nothing, beside step 1's code", async () => {
  servers.two = await world.serve(app(2), "owner");
  assert.equal(await add(servers.two, "ann", "a3"), 201);
  await keepsApart(servers.two, ["a", "a2", "a3"]);
  assert.deepEqual(await get(servers.one, "ann/labels/home", "ann"), [200, ["a", "a2", "a3"]]);
});

it("step 2: the job sees everybody, and says so", async () => {
  assert.equal(await world.run(REPORT, "owner"), "ann 3\n");
  await assert.rejects(world.run(PLAIN_REPORT, "owner"), /NoPrincipal/);
});

it("step 2: goes back, while step 1's code is at work", async () => {
  await world.migrate("downgrade", "0001");
  assert.equal(await add(servers.one, "ann", "a4"), 201);
  await world.migrate("upgrade", "0003");
  await keepsApart(servers.two, ["a", "a2", "a3", "a4"]);
  await servers.one.stop();
});

it("step 3: to tell the caller changes nothing as long as nobody asks", async () => {
  servers.told = await world.serve(app(3), "owner", "off");
  await keepsApart(servers.told, ["a", "a2", "a3", "a4"]);
});

it("step 3: another role serves, as soon as it may", async () => {
  servers.serving = await world.serve(app(3), "api", "off");
  assert.equal((await get(servers.serving, "ann/export", "ann"))[0], 500);
  await world.migrate("upgrade", "0004");
  await keepsApart(servers.serving, ["a", "a2", "a3", "a4"]);
});

it("step 3: the check refuses tables without policies", async () => {
  const server = await world.serve(app(3), "api");
  assert.ok(!server.started);
  assert.match(server.log(), /the database does not keep users apart:/);
});

it("step 3: the policies come while requests are served, for both roles", async () => {
  await migrateBeneath(servers.serving, "0007");
  await world.check();
  for (const server of [servers.told, servers.serving]) {
    assert.equal(await add(server, "ann", `a-${server === servers.told}`), 201);
    await keepsApart(server, await notes());
  }
});

it("step 3: code that does not tell the caller sees nothing and writes nothing", async () => {
  assert.deepEqual(await reads(servers.two, "ann"), [[], [], [], []]);
  assert.equal(await add(servers.two, "ann", "lost"), 500);
});

it("step 3: the check lets the serving role in, and the owner not", async () => {
  const server = await world.serve(app(3), "api");
  await keepsApart(server, await notes());
  await server.stop();
  const owner = await world.serve(app(3), "owner");
  assert.ok(!owner.started);
  assert.match(owner.log(), /notes_owner/);
});

it("step 3 alone: a forgotten WHERE shows nothing", async () => {
  const server = await world.serve(DATABASE_ALONE, "api");
  await keepsApart(server, await notes());
  assert.match(server.log(), /the database's wall alone/);
  await server.stop();
});

it("step 3: the job has a role of its own", async () => {
  assert.equal(await world.run(REPORT, "jobs"), `ann ${(await notes()).length}\n`);
  assert.equal(await world.run(REPORT, "api"), "");
});

it("step 4: the audit finds nothing", async () => {
  assert.match(await world.run(AUDIT, "api"), /2 passed/);
});

it("step 3: goes back, and the code of step 2 is at work again", async () => {
  const all = await notes();
  await world.migrate("downgrade", "0003");
  await keepsApart(servers.two, all);
  await keepsApart(servers.told, all);
  await assert.rejects(world.run(REPORT, "jobs"), /permission denied/);
});

it("step 4: the audit finds the WHERE that step 1 forgets", async () => {
  const { stdout } = await world.run(AUDIT_OF_STEP_1, "owner").catch((failed) => failed);
  assert.match(stdout, /filter-leak {2}GET \/api\/\{user_id\}\/search: /);
  assert.match(stdout, /1 failed, 1 passed/);
});

/** Ann's, as long as nobody has told otherwise. */
const notes = async () => (await get(servers.told, "ann/export", "ann"))[1].sort();
