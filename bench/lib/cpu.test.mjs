import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseTicks } from "./cpu.mjs";

describe("parseTicks", () => {
  it("adds user and kernel time, whatever the process calls itself", () => {
    const before = "S 1 1 1 0 -1 4194560 900 0 0 0"; // fields 3 to 13
    assert.equal(parseTicks(`42 (a) b (c) ${before} 250 50 7 8 20 0`), 300);
  });
});
