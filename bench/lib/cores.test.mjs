import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCores } from "./cores.mjs";

describe("parseCores", () => {
  it("reads single cores and ranges", () => assert.deepEqual(parseCores("0-2,5"), [0, 1, 2, 5]));
  it("reads one core", () => assert.deepEqual(parseCores("3"), [3]));
});
