import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import pg from "pg";
import { startPostgres } from "../postgres.mjs";
import { Failure } from "./failure.mjs";
import { logsIn } from "./postgres-client.mjs";
import { prepareDatabase } from "./roles.mjs";

/** @typedef {Awaited<ReturnType<typeof prepareDatabase>>["urls"]} Urls */

/** @param {string} url @param {string} statement */
async function query(url, statement) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** What the server answers. @param {string} url @param {string} statement @param {string} code - SQLSTATE */
const refused = (url, statement, code) => assert.rejects(query(url, statement), { code });
const [NO_RIGHT, WRONG_PASSWORD] = ["42501", "28P01"];

/** @param {Promise<unknown>} work @param {RegExp} line */
const fails = (work, line) =>
  assert.rejects(work, (error) => {
    assert(error instanceof Failure, String(error));
    assert.match(error.message, line);
    assert.doesNotMatch(error.message, /hidden|\n/);
    return true;
  });

describe("prepareDatabase", () => {
  const password = `hidden ${randomUUID()}`; // with a blank: it is encoded in the URL
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */
  let cluster;
  let count = 0;

  /** A superuser's URL of a database that is not there, and a prefix for roles. */
  const fresh = () => {
    count += 1;
    const url = new URL(cluster.url);
    url.password = encodeURIComponent(password);
    url.pathname = `/todo-${count}`;
    return { superuser: url.href, prefix: `todo${count}` };
  };
  /** @param {ReturnType<typeof fresh>} place @param {Partial<Urls>} [known] */
  const prepare = async ({ superuser, prefix }, known) => {
    /** @type {string[]} */
    const warnings = [];
    const prepared = await prepareDatabase(new URL(superuser), known, prefix, (line) => warnings.push(line));
    return { ...prepared, warnings };
  };

  before(async () => {
    cluster = await startPostgres(password);
  });
  after(() => cluster.stop());

  it("makes a database and roles that log in with passwords of their own", async () => {
    const place = fresh();
    const { urls, done } = await prepare(place);
    assert.deepEqual(done, [
      "made the database todo-1",
      "made the role todo1_owner",
      "made the role todo1_api",
      "made the role todo1_web",
    ]);
    for (const url of Object.values(urls))
      assert.deepEqual(await query(url, "SELECT 1 AS one"), [{ one: 1 }]);
    assert.equal(new Set(Object.values(urls).map((url) => new URL(url).password)).size, 3);
    const wrong = new URL(urls.DATABASE_URL);
    wrong.password = new URL(urls.WEB_DATABASE_URL).password;
    await refused(wrong.href, "SELECT 1", WRONG_PASSWORD);
  });

  it("lets only the owners make tables, and nobody at another's", async () => {
    const { urls } = await prepare(fresh());
    const [owner, api, web] = [urls.MIGRATION_DATABASE_URL, urls.DATABASE_URL, urls.WEB_DATABASE_URL];
    await query(owner, "CREATE TABLE tasks (id int)");
    await query(web, 'CREATE TABLE "user" (id int)');
    await refused(api, "CREATE TABLE mine (id int)", NO_RIGHT);
    for (const url of [api, web]) await refused(url, "SELECT FROM tasks", NO_RIGHT);
    for (const url of [api, owner]) await refused(url, 'SELECT FROM "user"', NO_RIGHT);
    for (const url of [owner, api, web]) await refused(url, "CREATE ROLE another", NO_RIGHT);
  });

  it("takes the right to make tables from everybody else", async () => {
    const place = fresh();
    const { urls } = await prepare(place);
    const name = new URL(urls.DATABASE_URL).username;
    await query(place.superuser, `GRANT CREATE ON SCHEMA public TO PUBLIC, ${name}`);
    await prepare(place, urls);
    await refused(urls.DATABASE_URL, "CREATE TABLE mine (id int)", NO_RIGHT);
  });

  it("changes nothing the second time", async () => {
    const place = fresh();
    const first = await prepare(place);
    assert.deepEqual(await prepare(place, first.urls), { urls: first.urls, done: [], warnings: [] });
  });

  it("gives a new password to a role whose own is not known, or not right", async () => {
    const place = fresh();
    const { urls } = await prepare(place);
    const wrong = new URL(urls.DATABASE_URL);
    wrong.password = "forgotten";
    const again = await prepare(place, { ...urls, DATABASE_URL: wrong.href, WEB_DATABASE_URL: "" });
    assert.deepEqual(again.done, [
      `gave the role ${place.prefix}_api a new password`,
      `gave the role ${place.prefix}_web a new password`,
    ]);
    assert.equal(again.urls.MIGRATION_DATABASE_URL, urls.MIGRATION_DATABASE_URL);
    for (const url of Object.values(again.urls)) await query(url, "SELECT 1");
    await refused(urls.DATABASE_URL, "SELECT 1", WRONG_PASSWORD);
  });

  it("keeps the passwords for another database on the same server", async () => {
    const [place, other] = [fresh(), fresh()];
    const { urls } = await prepare(place);
    const moved = await prepare({ ...place, superuser: other.superuser }, urls);
    assert.deepEqual(moved.done, [`made the database ${new URL(other.superuser).pathname.slice(1)}`]);
    assert.deepEqual(moved.warnings, []);
    for (const [variable, url] of Object.entries(moved.urls)) {
      const before = new URL(urls[/** @type {keyof Urls} */ (variable)]);
      assert.equal(new URL(url).pathname, new URL(other.superuser).pathname);
      assert.equal(new URL(url).password, before.password);
      for (const each of [url, before.href]) await query(each, "SELECT 1");
    }
  });

  it("says that others need a new password before a role gets one", async () => {
    const place = fresh();
    assert.deepEqual((await prepare(place)).warnings, []);
    const { warnings } = await prepare(place);
    assert.equal(warnings.length, 3);
    for (const [at, [word, variable]] of [
      ["owner", "MIGRATION_DATABASE_URL"],
      ["api", "DATABASE_URL"],
      ["web", "WEB_DATABASE_URL"],
    ].entries()) {
      const name = `${place.prefix}_${word}`;
      const lines = RegExp(
        `^warning: the role ${name} is there already, .* needs the new ${variable} in its`,
      );
      assert.match(warnings[at] ?? "", lines);
    }
    const stop = () => {
      throw new Failure("stopped");
    };
    const kept = `SELECT rolpassword FROM pg_authid WHERE rolname ^@ '${place.prefix}_' ORDER BY rolname`;
    const passwords = await query(place.superuser, kept);
    await fails(prepareDatabase(new URL(place.superuser), {}, place.prefix, stop), /^stopped$/);
    assert.deepEqual(await query(place.superuser, kept), passwords);
  });

  it("may be run by several at once, for one database and for two", async () => {
    const [place, other] = [fresh(), fresh()];
    const places = [place, { ...other, prefix: place.prefix }, place, { ...other, prefix: place.prefix }];
    const runs = await Promise.all(places.map((each) => prepare(each)));
    assert.equal(
      runs.flatMap(({ done }) => done.filter((line) => line.startsWith("made the role"))).length,
      3,
    );
    // Each gave new passwords to all three; those of the last serve, all of one run.
    const lastOnes = [];
    for (const { urls } of runs)
      if ((await Promise.all(Object.values(urls).map((url) => logsIn(new URL(url))))).every(Boolean))
        lastOnes.push(urls);
    assert.equal(lastOnes.length, 1);
  });

  it("hands an earlier installation's tables over, and takes the old rights back", async () => {
    const place = fresh();
    const { urls } = await prepare(place);
    const web = new URL(urls.WEB_DATABASE_URL).username;
    await query(
      place.superuser,
      `CREATE TABLE tasks (id int); CREATE TABLE "rateLimit" (id int); CREATE TABLE other ()`,
    );
    await query(place.superuser, `GRANT ALL ON tasks, "rateLimit", other TO PUBLIC, ${web}`);
    const { done } = await prepare(place, urls);
    assert.deepEqual(done, [
      `gave ${place.prefix}_owner the tables tasks`,
      `gave ${place.prefix}_web the tables rateLimit`,
    ]);
    await query(urls.MIGRATION_DATABASE_URL, "ALTER TABLE tasks ADD done boolean");
    await query(urls.WEB_DATABASE_URL, 'ALTER TABLE "rateLimit" ADD done boolean');
    await refused(urls.WEB_DATABASE_URL, "SELECT FROM tasks", NO_RIGHT);
    await refused(urls.DATABASE_URL, 'SELECT FROM "rateLimit"', NO_RIGHT);
    await query(urls.DATABASE_URL, "SELECT FROM other");
  });

  it("sends no password, but what the server checks one with", async () => {
    const place = fresh();
    await prepare(place);
    // A password would be kept this way; what is no password is kept as it comes.
    const { pathname } = new URL(place.superuser);
    await query(place.superuser, `ALTER DATABASE "${pathname.slice(1)}" SET password_encryption = 'md5'`);
    const { done } = await prepare(place);
    assert.equal(done.length, 3);
    const kept = `SELECT rolpassword FROM pg_authid WHERE rolname ^@ '${place.prefix}_'`;
    for (const { rolpassword } of await query(place.superuser, kept))
      assert.match(rolpassword, /^SCRAM-SHA-256\$/);
  });

  for (const [power, line] of /** @type {[string, RegExp][]} */ ([
    ["ALTER ROLE $ SUPERUSER", /_api has more rights .*: ALTER ROLE \w+_api NOSUPERUSER/],
    ["ALTER ROLE $ BYPASSRLS", /_api has more rights/],
    ["GRANT pg_read_all_data TO $", /_api is a member of others: REVOKE pg_read_all_data FROM \w+_api/],
  ]))
    it(`refuses a role that has more than a log-in: ${power}`, async () => {
      const place = fresh();
      const { urls } = await prepare(place);
      await query(place.superuser, power.replace("$", new URL(urls.DATABASE_URL).username));
      await fails(prepare(place, urls), line);
    });

  it("leaves nothing half done", async () => {
    const [earlier, place] = [fresh(), fresh()];
    await prepare(earlier);
    await query(
      earlier.superuser,
      `CREATE TABLE tasks ();
       CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not now''; END';
       CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN tag IN ('ALTER TABLE') EXECUTE FUNCTION refuse()`,
    );
    const roles = { ...earlier, prefix: place.prefix };
    await fails(prepare(roles), /^PostgreSQL says: not now$/);
    const made = `SELECT FROM pg_roles WHERE rolname ^@ '${place.prefix}_'`;
    assert.deepEqual(await query(earlier.superuser, made), []);
  });
});
