import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requireDatabases, resolveDatabases } from "./databases.mjs";
import { Failure } from "./failure.mjs";
import { freePort } from "./ports.mjs";

const good = {
  DATABASE_URL: "postgresql://api:hidden@db:5433/todo",
  MIGRATION_DATABASE_URL: "postgresql://owner:hidden@db:5433/todo",
  WEB_DATABASE_URL: "postgresql://web:hidden@db:5433/todo",
};
const NAMES = /** @type {(keyof typeof good)[]} */ (Object.keys(good));

/** @param {RegExp} line */
const failure = (line) => (/** @type {unknown} */ error) => {
  assert(error instanceof Failure);
  assert.match(error.message, line);
  assert.doesNotMatch(error.message, /hidden|\n/);
  return true;
};

describe("resolveDatabases", () => {
  it("without any, SQLite", () => {
    assert.deepEqual(resolveDatabases({ DATABASE_URL: "" }), { web: {}, api: {}, migration: {} });
  });

  it("with all three, each process has its own", () => {
    const { WEB_DATABASE_URL, ...apis } = good;
    assert.deepEqual(resolveDatabases(good), {
      web: { DATABASE_URL: WEB_DATABASE_URL },
      api: { DATABASE_URL: good.DATABASE_URL },
      migration: apis,
    });
  });

  for (const name of NAMES) {
    it(`says what makes a missing ${name}`, () => {
      const command = "npm run database -- postgresql://<superuser>@db:5433/todo";
      const given = { ...good, [name]: undefined };
      assert.throws(() => resolveDatabases(given), failure(RegExp(`^${name} is not set: .*${command}`)));
    });

    it(`refuses a ${name} that is none of PostgreSQL's`, () => {
      for (const value of ["mysql://me:hidden@localhost/x", "hidden", "postgres//hidden"])
        assert.throws(
          () => resolveDatabases({ ...good, [name]: value }),
          failure(RegExp(`^${name} must look`)),
        );
    });

    it(`refuses for ${name} the role of another`, () => {
      for (const other of NAMES.filter((candidate) => candidate !== name)) {
        const same = { ...good, [name]: good[other].replace("hidden", "hidden-too") };
        assert.throws(() => resolveDatabases(same), failure(/name the same role/));
      }
    });
  }

  it("one name on two servers is two roles", () => {
    resolveDatabases({ ...good, WEB_DATABASE_URL: "postgresql://api:hidden@elsewhere/todo" });
  });
});

describe("requireDatabases", () => {
  it("needs no server for SQLite", () => requireDatabases({}));
  it("says where nobody answers", async () => {
    const away = `127.0.0.1:${await freePort()}`;
    const env = Object.fromEntries(NAMES.map((name) => [name, good[name].replace("db:5433", away)]));
    await assert.rejects(requireDatabases(env), failure(RegExp(`^DATABASE_URL: nothing answers at ${away}`)));
  });
});
