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
    { id: "ours", title: "ours", targets: [{ atLeast: 0.88 }, { against: "tutorial", atLeast: 50 }] },
    { id: "tutorial", title: "tutorial", base: "ours" },
  ],
  measure: () => Promise.reject(new Error("not measured here")),
};

/** @param {number[]} ours */
const report = (ours) =>
  reportOf(suite, {
    samples: {
      nothing: { values: [100, 100, 100] },
      ours: { values: ours },
      tutorial: { values: [1, 1, 1] },
    },
    conditions: {},
  });

describe("reportOf", () => {
  it("divides medians by the base's median, or that of a row's own base", () => {
    assert.deepEqual(
      report([90, 90, 90]).rows.map(({ relative }) => relative),
      [1, 0.9, 1 / 90],
    );
  });
  it("refuses a contender without samples", () => assert.throws(() => report([]), RangeError));
});

describe("missedTargets", () => {
  it("is empty at the targets", () => assert.deepEqual(missedTargets([report([88, 88, 88])]), []));
  it("names each that is missed", () => {
    assert.deepEqual(missedTargets([report([40, 40, 40])]), [
      "Suite: ours is at 0.400 ± 0.000, target ≥ 0.88",
      "Suite: ours is at 40.000 ± 0.000, target ≥ 50 × “tutorial”",
    ]);
  });
});
