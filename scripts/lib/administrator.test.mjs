import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startPostgres } from "../postgres.mjs";
import { asAdministrator, missingPower } from "./administrator.mjs";
import { Failure } from "./failure.mjs";
import { freePort } from "./ports.mjs";
import { using } from "./postgres-client.mjs";

describe("asAdministrator", () => {
  const PASSWORD = "hidden one"; // with a blank: it is encoded in the URL
  /** @type {Awaited<ReturnType<typeof startPostgres>>} */
  let cluster;
  before(async () => {
    cluster = await startPostgres(PASSWORD);
  });
  after(() => cluster.stop());

  /** @param {Partial<Record<"port" | "username" | "password" | "search" | "pathname", string>>} changes */
  const address = (changes = {}) =>
    Object.assign(new URL(cluster.url), { password: PASSWORD, pathname: "/todo", ...changes });

  it("makes a database that is not there, once", async () => {
    assert.equal(await asAdministrator(address(), async (_, made) => made), true);
    assert.equal(await asAdministrator(address(), async (_, made) => made), false);
  });

  it("makes it once when two ask at the same time, one after the other", async () => {
    const url = address({ pathname: "/twice" });
    let [alone, together] = [0, 0];
    const work = async (/** @type {unknown} */ _, /** @type {boolean} */ made) => {
      alone += 1;
      together = Math.max(together, alone);
      await new Promise((resolve) => setTimeout(resolve, 20));
      alone -= 1;
      return made;
    };
    const made = await Promise.all([1, 2, 3].map(() => asAdministrator(url, work)));
    assert.deepEqual(made.sort(), [false, false, true]);
    assert.equal(together, 1);
  });

  it("takes one that somebody else is making", async () => {
    const maintenance = address({ pathname: "/postgres" });
    for (const name of ["first", "second", "third", "fourth"]) {
      const others = using(maintenance, (client) => client.query(`CREATE DATABASE ${name}`));
      const ours = asAdministrator(address({ pathname: `/${name}` }), async (_, made) => made);
      const [, made] = await Promise.allSettled([others, ours]); // theirs knows no waiting
      assert.equal(made.status, "fulfilled");
    }
  });

  it("makes one of any name", async () => {
    const url = address({ pathname: encodeURIComponent('my "list"') });
    const name = await asAdministrator(url, (client) => client.query("SELECT current_database() AS name"));
    assert.deepEqual(name.rows, [{ name: 'my "list"' }]);
  });

  it("leaves nothing half done", async () => {
    const work = asAdministrator(address(), async (client) => {
      await client.query("CREATE TABLE half ()");
      await client.query("SELECT done");
    });
    await assert.rejects(work, /^Failure: PostgreSQL says: column "done" does not exist$/);
    const left = await asAdministrator(address(), (client) =>
      client.query("SELECT to_regclass('half') AS half"),
    );
    assert.deepEqual(left.rows, [{ half: null }]);
  });

  it("says in one line who is not let in, and what to do", async () => {
    const closed = await freePort();
    /** @type {[Parameters<typeof address>[0], RegExp][]} */
    const cases = [
      [{ port: String(closed) }, RegExp(`^nothing answers at 127.0.0.1:${closed}\\. Start PostgreSQL`)],
      [{ password: "hidden too" }, /^the server does not take this password of postgres\. Correct it$/],
      [{ password: "" }, /^the server asks postgres for a password\. .*PGPASSWORD/],
      [{ search: "?sslmode=verify-full" }, /^PostgreSQL says: .*SSL/],
    ];
    for (const [changes, line] of cases)
      await assert.rejects(
        asAdministrator(address(changes), async () => {}),
        (error) => {
          assert(error instanceof Failure);
          assert.match(error.message, line);
          assert.doesNotMatch(error.message, /hidden|\n/);
          return true;
        },
      );
  });

  it("needs somebody who may make roles, also for a database that is there", async () => {
    await asAdministrator(address(), (client) => client.query("CREATE ROLE guest LOGIN PASSWORD 'hidden'"));
    for (const pathname of ["/todo", "/another"]) {
      const guest = address({ username: "guest", password: "hidden", pathname });
      await assert.rejects(
        asAdministrator(guest, async () => {}),
        /guest may not make roles\. .*superuser/,
      );
    }
  });
});

it("needs PostgreSQL 15 and the right to make roles", () => {
  const good = { version: 15, name: "me", able: true };
  assert.equal(missingPower(good), undefined);
  assert.match(missingPower({ ...good, version: 14 }) ?? "", /PostgreSQL 14, and 15 or later is needed/);
  assert.match(missingPower({ ...good, able: false }) ?? "", /me may not make roles/);
});
