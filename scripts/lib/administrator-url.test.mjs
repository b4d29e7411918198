import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { administratorUrl, databaseOf } from "./administrator-url.mjs";
import { Failure } from "./failure.mjs";

describe("administratorUrl", () => {
  it("takes an address with a user, a host and a database", () => {
    for (const name of ["todo", "my list"]) {
      const text = `postgresql://postgres:p%40ss@localhost:5432/${encodeURIComponent(name)}?sslmode=require`;
      assert.equal(databaseOf(administratorUrl(text)), name);
    }
  });

  for (const address of [
    undefined,
    "",
    "todo",
    "mysql://root:hidden@localhost/todo",
    "postgresql://localhost/todo",
    "postgresql:///todo?host=/var/run/postgresql",
    "postgresql://postgres:hidden@localhost",
    "postgresql://postgres:hidden@localhost/postgres",
    "postgresql://postgres:hidden@localhost/template1",
  ])
    it(`needs a full address, not ${address}`, () =>
      assert.throws(
        () => administratorUrl(address),
        (error) => {
          assert(error instanceof Failure);
          assert.match(error.message, /such as postgresql:|need be: postgresql:/);
          assert.doesNotMatch(error.message, /hidden/);
          return true;
        },
      ));
});
