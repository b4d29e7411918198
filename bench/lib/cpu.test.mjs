import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseCoreTicks, parseTicks } from "./cpu.mjs";

describe("parseTicks", () => {
  it("adds user and kernel time, whatever the process calls itself", () => {
    const before = "S 1 1 1 0 -1 4194560 900 0 0 0"; // fields 3 to 13
    assert.equal(parseTicks(`42 (a) b (c) ${before} 250 50 7 8 20 0`), 300);
  });
});

describe("parseCoreTicks", () => {
  it("adds what one core did, and leaves out its idling, its waiting and the other cores", () => {
    const stat = "cpu  9 9 9 9 9 9 9\ncpu0 1 2 3 100 100 4 5 0 0 0\ncpu10 50 50 50 1 1 1 1\n";
    assert.equal(parseCoreTicks(stat, 0), 15);
  });
});
