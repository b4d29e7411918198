import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "./failure.mjs";
import { findPython } from "./python.mjs";

/** @param {Record<string, string>} answers */
const search = (answers) => findPython(["python3.13", "python3", "python"], (command) => answers[command]);

describe("findPython", () => {
  it("takes the first that can make an environment", () => {
    assert.equal(search({ python3: "3 11 4\n", python: "3 12 0\n" }), "python3");
    assert.equal(search({ "python3.13": "3 13 0 ensurepip\n", python3: "3 12 1\n" }), "python3");
  });
  it("says that there is none", () => assert.throws(() => search({}), /^Failure: Python is missing/));
  it("says that it is too old", () => {
    assert.throws(() => search({ python3: "3 10 12\n" }), /Python 3\.10\.12 is too old; 3\.11 or later/);
    assert.throws(() => search({ python: "2 7 18\n" }), Failure);
  });
  it("names Debian's package for what Debian leaves out", () => {
    assert.throws(
      () => search({ python3: "3 11 2 ensurepip\n" }),
      /has no ensurepip.*apt install python3-venv/,
    );
  });
});
