import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { missedTargets, reportOf } from "./report.mjs";

/** @type {import("./report.mjs").Suite} */
const suite = {
  id: "s",
  title: "Suite",
  unit: "requests/s",
  base: "nothing",
  contenders: [
    { id: "nothing", title: "nothing" },
    { id: "ours", title: "ours", atLeast: 0.88 },
    { id: "tutorial", title: "tutorial", about: 0.47 },
  ],
  measure: () => Promise.reject(new Error("not measured here")),
};

/** @param {number[]} ours */
const report = (ours) =>
  reportOf(suite, {
    samples: { nothing: { values: [90, 100, 110] }, ours: { values: ours }, tutorial: { values: [1] } },
    conditions: {},
  });

describe("reportOf", () => {
  it("divides medians by the base's median", () => {
    assert.deepEqual(
      report([1, 90, 500]).rows.map(({ relative }) => relative),
      [1, 0.9, 0.01],
    );
  });
  it("refuses a contender without samples", () => assert.throws(() => report([]), RangeError));
});

describe("missedTargets", () => {
  it("is empty at the target, whatever has only an expectation", () => {
    assert.deepEqual(missedTargets([report([88])]), []);
  });
  it("names what is below it", () => {
    assert.deepEqual(missedTargets([report([87])]), ["Suite: ours is at 0.870, below its target 0.88"]);
  });
  it("counts what is not a number as missed", () => {
    assert.equal(missedTargets([report([Number.NaN])]).length, 1);
  });
});
