import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { matches } from "./npm-packages.mjs";

const ROOT = { "": {} };
const next = { "node_modules/next": { version: "16.0.0", integrity: "sha512-a" } };

describe("matches", () => {
  it("is true for what the lock file says", () => assert(matches({ ...ROOT, ...next }, next)));
  it("is false for another version", () => {
    assert(!matches(next, { "node_modules/next": { version: "16.0.1", integrity: "sha512-a" } }));
  });
  it("is false for other content", () => {
    assert(!matches(next, { "node_modules/next": { version: "16.0.0", integrity: "sha512-b" } }));
  });
  it("is false when a package is missing", () => assert(!matches(next, {})));
  it("is true when a package for another system is missing", () => {
    assert(matches({ "node_modules/@next/swc-darwin-arm64": { version: "16.0.0", optional: true } }, {}));
  });
});
