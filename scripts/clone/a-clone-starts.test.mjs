/** The promise of the README: clone, `npm start`, use it. What is committed is what is cloned. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ROOT } from "../lib/paths.mjs";
import { answers, freePort } from "../lib/ports.mjs";
import { withoutSettings } from "../lib/settings.mjs";
import { AppProcess, stillRunning } from "./app-process.mjs";
import { testsOnPostgresql } from "./on-postgresql.mjs";
import { Visitor } from "./visitor.mjs";

const FIRST_START = 480; // s: downloads and builds on a small machine
// s: on a quiet machine it is a few; 15 s is the aim, which a machine busy with other suites may miss.
const SECOND_START = 60;

describe("a clone starts", () => {
  let folder = "";
  let ports = { web: 0, api: 0 };
  /** @type {AppProcess[]} */
  const begun = [];
  /** @type {Visitor} */
  let visitor;

  const start = (env = {}, script = /** @type {"start" | "dev"} */ ("start")) => {
    const options = ["--web-port", String(ports.web), "--api-port", String(ports.api)];
    const app = new AppProcess(folder, { ...withoutSettings(process.env), ...env }, options, script);
    begun.push(app);
    return app;
  };
  const requireFreePorts = async () => {
    for (const port of Object.values(ports))
      assert(!(await answers("127.0.0.1", port)), `port ${port} is still taken`);
  };
  /** @param {AppProcess} app @param {RegExp} line */
  const refuses = async (app, line) => {
    assert.equal(await app.ended(), 1, app.output);
    assert.equal(app.errors.length, 1, app.output);
    assert.match(app.errors[0] ?? "", line);
  };

  before(async () => {
    folder = join(mkdtempSync(join(tmpdir(), "clone-")), "a folder with spaces");
    execFileSync("git", ["clone", "--quiet", ROOT, folder]);
    ports = { web: await freePort(), api: await freePort() };
    visitor = new Visitor(ports.web, ports.api);
  });
  after(async () => {
    for (const app of begun) {
      if (stillRunning(app.family()).length > 0) app.interrupt("SIGKILL");
    }
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  it("with nothing installed", { timeout: FIRST_START * 1000 }, async () => {
    const app = start();
    await app.ready(FIRST_START);
    assert.match(app.output, new RegExp(`^Ready in .* http://localhost:${ports.web}$`, "m"));
  });

  it("keeps its secret and its logs from others", () => {
    assert.equal(statSync(join(folder, ".env")).mode & 0o777, 0o600);
    const logs = join(folder, ".data/logs");
    const modes = readdirSync(logs).map((name) => [name, statSync(join(logs, name)).mode & 0o777]);
    assert(modes.length > 0);
    assert.deepEqual(
      modes.filter(([, mode]) => mode !== 0o600),
      [],
    );
    const [, secret = ""] =
      readFileSync(join(folder, ".env"), "utf8").match(/^BETTER_AUTH_SECRET=(.+)$/m) ?? [];
    assert(secret.length >= 32);
    const printed = readdirSync(logs).map((name) => readFileSync(join(logs, name), "utf8"));
    assert(![...printed, ...begun.map(({ output }) => output)].some((text) => text.includes(secret)));
  });

  it("leaves the checkout clean", () => {
    assert.equal(execFileSync("git", ["status", "--porcelain"], { cwd: folder, encoding: "utf8" }), "");
  });

  it("signs up and adds a task over HTTP", async () => {
    await visitor.signUp();
    assert.equal(await visitor.addTask("water the plants"), 201);
    assert.deepEqual(await visitor.titles(), ["water the plants"]);
  });

  it("refuses a token as soon as its owner has signed out", async () => {
    assert.equal(await visitor.signOut(), 401);
  });

  it("listens on this machine alone", async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outer = addresses.filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of outer) {
      for (const port of Object.values(ports))
        assert(!(await answers(address, port)), `${address}:${port} answers`);
    }
  });

  it("a taken port is one clear line", async () => {
    await refuses(
      start(),
      new RegExp(`^error: port ${ports.web} is taken\\. Choose another: npm start -- --web-port \\d+$`),
    );
  });

  it("Ctrl-C stops everything with exit code 0", async () => {
    const [app] = begun;
    assert(app);
    const family = app.family();
    assert(family.length >= 4, "npm, the script and two servers");
    app.interrupt();
    assert.equal(await app.ended(), 0, app.output);
    assert.deepEqual(stillRunning(family), []);
    await requireFreePorts();
  });

  it("a wrong secret is one clear line", async () => {
    const secret = "tooshort";
    const app = start({ BETTER_AUTH_SECRET: secret });
    await refuses(app, /^error: .*BETTER_AUTH_SECRET.*openssl rand/);
    assert(!app.output.includes(secret));
  });

  it("a database out of reach is one clear line", async () => {
    const url = (/** @type {string} */ role) => `postgresql://${role}:hidden@127.0.0.1:${closed}/todo`;
    const closed = await freePort();
    const app = start({
      DATABASE_URL: url("api"),
      MIGRATION_DATABASE_URL: url("owner"),
      WEB_DATABASE_URL: url("web"),
    });
    await refuses(app, /^error: DATABASE_URL: nothing answers/);
    assert(!app.output.includes("hidden"));
  });

  it("a database without the roles is one clear line", async () => {
    const app = start({ DATABASE_URL: "postgresql://me:hidden@db.internal:5433/todo" });
    await refuses(app, /npm run database -- postgresql:\/\/<superuser>@db\.internal:5433\/todo/);
    assert(!app.output.includes("hidden"));
  });

  it("starts again without installing or building, with everything kept", { timeout: 120_000 }, async (t) => {
    const began = Date.now();
    const app = start();
    await app.ready(SECOND_START);
    t.diagnostic(`note: the second start took ${((Date.now() - began) / 1000).toFixed(1)} s`);
    assert.equal(app.output.match(/up to date/g)?.length, 4, app.output);
    await visitor.signIn();
    assert.deepEqual(await visitor.titles(), ["water the plants"]);
  });

  it("one server's end stops the other and says why", async () => {
    const app = begun.at(-1);
    assert(app);
    const family = app.family();
    const api = stillRunning(family).find((row) => row.includes("todo_api"));
    assert(api, "the API's process");
    process.kill(Number.parseInt(api.trim(), 10), "SIGKILL");
    assert.equal(await app.ended(), 1);
    assert.match(app.errors[0] ?? "", /^error: the api server ended by itself \(signal SIGKILL\)/);
    assert.deepEqual(stillRunning(family), []);
    await requireFreePorts();
  });

  it("npm run dev serves the same, with the tasks kept", { timeout: 180_000 }, async () => {
    const app = start({}, "dev");
    await app.ready(120);
    await visitor.signIn();
    assert.deepEqual(await visitor.titles(), ["water the plants"]);
    const family = app.family();
    app.interrupt();
    assert.equal(await app.ended(), 0, app.output);
    assert.deepEqual(stillRunning(family), []);
    await requireFreePorts();
  });

  describe("on PostgreSQL", () =>
    testsOnPostgresql({
      folder: () => folder,
      env: withoutSettings(process.env),
      start,
      newcomer: () => new Visitor(ports.web, ports.api),
    }));
});
