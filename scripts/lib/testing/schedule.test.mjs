import assert from "node:assert/strict";
import { it } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { runBeside, STAGES } from "./schedule.mjs";
import { SUITES } from "./suites.mjs";

it("runs each once, in order, so many beside each other, and the next when one has ended", async () => {
  /** @type {string[]} */
  const told = [];
  /** @type {Map<string, () => void>} */
  const ends = new Map();
  const all = runBeside(["a", "b", "c", "d"], 2, (name) => {
    told.push(name);
    return new Promise((resolve) => ends.set(name, resolve));
  });
  for (const [name, begun] of /** @type {const} */ ([
    ["b", "abc"],
    ["c", "abcd"],
    ["d", "abcd"],
  ])) {
    ends.get(name)?.();
    await turn();
    assert.equal(told.join(""), begun);
  }
  ends.get("a")?.();
  await all;
});

it("rejects when one does", async () => {
  const failing = runBeside([1, 2, 3], 2, (item) =>
    item === 2 ? Promise.reject(new Error("no")) : turn().then(() => {}),
  );
  await assert.rejects(failing, /no/);
});

it("leaves no suite out", () => {
  const stages = STAGES.map(([stage]) => stage);
  assert.deepEqual(
    SUITES.filter(({ stage }) => !stages.includes(stage)),
    [],
  );
});
