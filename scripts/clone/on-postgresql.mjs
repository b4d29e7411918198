/** The README's way to PostgreSQL, in a clone that is installed and built: a server, one command, `npm start`. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { parseEnv } from "node:util";
import { startPostgres } from "../postgres.mjs";
import { stillRunning } from "./app-process.mjs";

const VARIABLES = ["DATABASE_URL", "MIGRATION_DATABASE_URL", "WEB_DATABASE_URL"];
const PASSWORD = "one-of-a-superuser";

/**
 * @typedef {object} Clone
 * @property {() => string} folder
 * @property {NodeJS.ProcessEnv} env
 * @property {() => import("./app-process.mjs").AppProcess} start
 * @property {() => import("./visitor.mjs").Visitor} newcomer
 */

/** What a process was started with, and its variables: Linux and macOS know this form. @param {number} pid */
const environmentOf = (pid) => {
  const { stdout } = spawnSync("ps", ["eww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout; // of a process that has ended meanwhile nothing
};

/** @param {Clone} clone */
export function testsOnPostgresql({ folder, env, start, newcomer }) {
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */
  let cluster;
  /** @type {import("./app-process.mjs").AppProcess} */
  let app;
  before(async () => {
    cluster = await startPostgres(PASSWORD);
  });
  after(() => cluster.stop());

  const dotenv = () => readFileSync(join(folder(), ".env"), "utf8");
  const passwords = () => VARIABLES.map((name) => [name, new URL(parseEnv(dotenv())[name] ?? "").password]);
  /** The README's own line, with this server's address and password. */
  const makeRoles = () => {
    const readme = readFileSync(join(folder(), "README.md"), "utf8");
    const [line = ""] = /^PGPASSWORD=.* npm run database -- .*$/m.exec(readme) ?? [];
    const command = line.replace("choose-one", PASSWORD).replace("localhost:5432", new URL(cluster.url).host);
    const { status, stdout, stderr } = spawnSync(command, {
      cwd: folder(),
      env,
      shell: true,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it("npm run database makes PostgreSQL ready, prints no password, and keeps what .env said", () => {
    const before = dotenv();
    const output = makeRoles();
    assert.match(output, /^made the role todo_owner$/m);
    assert(dotenv().startsWith(before), "the secret, among others");
    assert.equal(statSync(join(folder(), ".env")).mode & 0o777, 0o600);
    for (const [name, password = ""] of passwords()) {
      assert(password.length >= 32, name);
      assert(!output.includes(password), name);
    }
  });

  it("npm run database changes nothing the second time", () => {
    const before = dotenv();
    assert.match(makeRoles(), /^everything is in place already$/m);
    assert.equal(dotenv(), before);
  });

  it("npm start serves from it", { timeout: 120_000 }, async () => {
    app = start();
    await app.ready(60);
    const visitor = newcomer();
    await visitor.signUp();
    assert.equal(await visitor.addTask("learn SQL"), 201);
    assert.deepEqual(await visitor.titles(), ["learn SQL"]);
  });

  it("no process is told another's password, and none the owner's", () => {
    const seen = passwords().map(([name, password = ""]) => {
      const told = app.family().filter((pid) => environmentOf(pid).includes(password));
      return [name, stillRunning(told)];
    });
    const {
      DATABASE_URL: api = [],
      MIGRATION_DATABASE_URL: owner,
      WEB_DATABASE_URL: web = [],
    } = /** @type {Record<string, string[]>} */ (Object.fromEntries(seen));
    assert.deepEqual(owner, []);
    assert(api.length > 0 && web.length > 0, "both servers have theirs");
    for (const line of api) assert.match(line, /todo_api/);
    for (const line of web) assert.match(line, /next/);
  });

  it("no log holds a password", () => {
    const logs = join(folder(), ".data/logs");
    const texts = readdirSync(logs).map((name) => readFileSync(join(logs, name), "utf8"));
    assert(texts.length > 0);
    for (const [name, password = ""] of passwords())
      for (const text of [...texts, app.output]) assert(!text.includes(password), name);
  });

  it("Ctrl-C stops it", async () => {
    const family = app.family();
    app.interrupt();
    assert.equal(await app.ended(), 0, app.output);
    assert.deepEqual(stillRunning(family), []);
  });
}
