import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { administratorUrl, databaseOf } from "./administrator-url.mjs";
import { Failure } from "./failure.mjs";

describe("administratorUrl", () => {
  it("takes an address with a user, a host and a database", () => {
    for (const name of ["todo", "my list", "t\u00e9 100%", "x".repeat(63)]) {
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

  for (const name of [
    "we%20ird%22na%2Fme",
    "a/b",
    "a%3Fb",
    "a%00",
    "a%zz",
    "x".repeat(64),
    "%C3%A9".repeat(32),
  ])
    it(`refuses a name that is not one for everybody: ${name}`, () =>
      assert.throws(
        () => administratorUrl(`postgresql://postgres:hidden@localhost/${name}`),
        (error) => {
          assert(error instanceof Failure);
          assert.match(error.message, /^the name of the database is longer than 63 bytes, or holds one of/);
          assert.doesNotMatch(error.message, /hidden|\n/);
          return true;
        },
      ));
});
