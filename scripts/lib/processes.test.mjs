import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Failure } from "./failure.mjs";
import { exitOf, launch, run, stop } from "./processes.mjs";

const IDLE = "setInterval(() => {}, 1000)";
const PARENT = `
const { spawn } = require("node:child_process");
const child = spawn(process.execPath, ["-e", ${JSON.stringify(IDLE)}]);
process.stdout.write(String(child.pid));
${IDLE};`;

describe("processes", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "processes-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  const options = (/** @type {string} */ name) => ({
    cwd: folder,
    env: process.env,
    log: join(folder, "logs", name),
  });
  const isAlive = (/** @type {number} */ pid) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const printed = async (/** @type {string} */ name) => {
    for (;;) {
      const text = readFileSync(options(name).log, "utf8");
      if (text !== "") return text;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it("a failure shows the end of the log, which only its owner can read", async () => {
    const script = "console.log('first'); console.error('last'); process.exit(3)";
    await assert.rejects(
      run(process.execPath, ["-e", script], { ...options("a"), what: "the work" }),
      (error) => {
        assert(error instanceof Failure);
        assert.match(error.message, /^the work failed \(code 3\)/);
        assert.equal(error.details, "first\nlast");
        return true;
      },
    );
    assert.equal(statSync(options("a").log).mode & 0o777, 0o600);
  });

  it("a command that is not there is a failure", async () => {
    await assert.rejects(
      run("no-such-command", [], { ...options("b"), what: "it" }),
      /it failed \(spawn .* ENOENT\)/,
    );
  });

  it("stop ends the children of the child as well", async () => {
    const child = launch(process.execPath, ["-e", PARENT], options("c"));
    const grandchild = Number(await printed("c"));
    assert(isAlive(grandchild));
    await stop(child);
    assert.equal(await exitOf(child), "signal SIGTERM");
    assert(!isAlive(grandchild));
  });

  it("stop uses force where asking does not help", async () => {
    const deaf = `process.on("SIGTERM", () => {}); console.log("up"); ${IDLE}`;
    const child = launch(process.execPath, ["-e", deaf], options("d"));
    await printed("d");
    await stop(child, 200);
    assert.equal(await exitOf(child), "signal SIGKILL");
  });

  it("echo gets whole lines, and the log as well", async () => {
    /** @type {string[]} */
    const lines = [];
    const echo = (/** @type {string} */ line) => lines.push(line);
    await exitOf(launch(process.execPath, ["-e", "console.log('one\\ntwo')"], { ...options("e"), echo }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.deepEqual(lines, ["one", "two"]);
    assert.equal(readFileSync(options("e").log, "utf8"), "one\ntwo\n");
  });
});
