import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { Failure } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { stopAll } from "./processes.mjs";
import { createProgress } from "./progress.mjs";
import { serve } from "./supervisor.mjs";

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "supervisor-"));
});
after(async () => {
  await stopAll();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {string} name @param {string} script @returns {Promise<import("./servers.mjs").Server>} */
const server = async (name, script) => ({
  name,
  command: process.execPath,
  args: ["-e", script],
  cwd: folder,
  env: {},
  health: `http://127.0.0.1:${await freePort()}/`,
});

/** @param {import("./servers.mjs").Server} one */
const serveQuietly = (one) =>
  serve([one], {
    progress: createProgress({ write: () => true }),
    log: (name) => join(folder, `${name}.log`),
    echo: false,
    ready: () => assert.fail("ready"),
    patience: 1_000,
  });

it("says what a server has printed that waits for something", async () => {
  const waiting = await server("api", "console.log('waiting for the web app'); setInterval(() => {}, 1e6)");
  await assert.rejects(serveQuietly(waiting), (error) => {
    assert(error instanceof Failure);
    assert.match(error.message, /^the api server was not ready within 1 s\. All of its output: /);
    assert.equal(error.details, "waiting for the web app");
    return true;
  });
});

it("says what a server has printed that ends", async () => {
  const ending = await server("web", "console.log('no secret'); process.exit(3)");
  await assert.rejects(serveQuietly(ending), (error) => {
    assert(error instanceof Failure);
    assert.match(error.message, /^the web server ended by itself \(code 3\)\. All of its output: /);
    assert.equal(error.details, "no secret");
    return true;
  });
});
