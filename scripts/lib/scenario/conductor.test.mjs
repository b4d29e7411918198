import assert from "node:assert/strict";
import { it } from "node:test";
import { createRandom } from "../isolation/random.mjs";
import { chooseKills } from "./conductor.mjs";

const extent = { count: 50, length: 120, transport: /** @type {const} */ ("redis") };
const killsOf = (/** @type {string} */ seed, more = {}) =>
  chooseKills(createRandom(seed, 0), { ...extent, ...more });

it("the same seed kills the same at the same moments, another one does not", () => {
  assert.deepEqual(killsOf("a"), killsOf("a"));
  assert.notDeepEqual(killsOf("a"), killsOf("b"));
});

it("everybody is killed at some time, in order, and early enough to come back", () => {
  const { moments, targets } = killsOf("a");
  assert.deepEqual([...new Set(targets)].sort(), ["api", "postgres", "redis", "web"]);
  assert.deepEqual(
    moments,
    [...moments].sort((one, other) => one - other),
  );
  assert.ok(moments.every((moment) => moment > 0 && moment <= 110_000));
});

it("Redis is not, where there is none", () => {
  assert.ok(!killsOf("a", { transport: "feed" }).targets.includes("redis"));
});
