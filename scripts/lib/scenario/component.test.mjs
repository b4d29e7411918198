import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { answers, freePort } from "../ports.mjs";
import { BOUNDS } from "./bounds.mjs";
import { Component, sleep } from "./component.mjs";
import { Outages } from "./outages.mjs";
import { begin } from "./programs.mjs";

const folder = mkdtempSync(join(tmpdir(), "component-"));
const port = await freePort();
const outages = new Outages(BOUNDS, "feed");
const broken = /** @type {string[]} */ ([]);
const settings = /** @type {string[]} */ ([]);
/** It ends by itself as soon as anybody says anything. */
const SERVER = `require("node:net").createServer((socket) => socket.on("data", () => process.exit(3)))`;
const component = new Component({
  name: "server",
  settings: "one",
  outages,
  broken: (what) => broken.push(what),
  begin: (now, count) => {
    settings.push(now);
    const code = `${SERVER}.listen(${port}, "127.0.0.1")`;
    const program = { command: process.execPath, args: ["-e", code], cwd: folder };
    const isReady = () => answers("127.0.0.1", port);
    return begin(program, { env: {}, log: join(folder, `${count}.log`), isReady });
  },
});
const now = () => ({ from: Date.now(), to: Date.now() });
const isDown = async () => !(await answers("127.0.0.1", port));

after(async () => {
  await component.stop();
  rmSync(folder, { recursive: true });
});

describe("a process that is started", () => {
  it("is down until it is ready", async () => {
    assert.ok(outages.excuse(["server"], now()));
    await component.start();
    assert.equal(component.state, "up");
    assert.ok(!(await isDown()));
  });
  it("is killed, stays away, and comes back as it was", async () => {
    const back = component.kill(200);
    assert.equal(component.state, "killed");
    await sleep(100);
    assert.ok(await isDown());
    await back;
    assert.equal(component.state, "up");
    assert.deepEqual(settings, ["one", "one"]);
  });
  it("is killed once more when that was asked for while it was away, and nobody wonders", async () => {
    await Promise.all([component.kill(50), component.kill(50)]);
    assert.equal(component.state, "up");
    assert.deepEqual(broken, []);
    assert.equal(settings.length, 4);
  });
  it("is replaced by one with other settings, once its requests are answered", async () => {
    component.busy = 1;
    const back = component.replace(() => "two");
    await sleep(100);
    assert.equal(component.state, "away");
    assert.ok(!(await isDown()));
    component.busy = 0;
    await back;
    assert.equal(settings.at(-1), "two");
  });
  it("is told of when it ends by itself, and not when it is killed; it is started again", async () => {
    assert.deepEqual(broken, []);
    connect(port, "127.0.0.1")
      .once("error", () => {})
      .write("end");
    while (settings.length < 6 || component.state !== "up") await sleep(20);
    assert.deepEqual(broken, ["server has ended by itself (code 3)"]);
  });
});
