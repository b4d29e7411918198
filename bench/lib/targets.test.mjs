import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judge, wordsOf } from "./targets.mjs";

const steady = { values: [100, 100, 100, 100, 100] };
/** @param {number} middle @param {number} spread */
const around = (middle, spread) => ({ values: [-2, -1, 0, 1, 2].map((step) => middle + step * spread) });

describe("judge", () => {
  it("divides medians, and tells how far that may be off", () => {
    const { ratio, noise, missed } = judge({ atLeast: 0.9 }, around(95, 1), steady);
    assert.equal(ratio, 0.95);
    assert.ok(Math.abs(noise - (1.57 * 0.02) / Math.sqrt(5)) < 1e-9);
    assert.equal(missed, false);
  });
  it("lets a ratio be below a target by the noise, and by no more", () => {
    // Middle half 4 wide: a noise of 0.028.
    assert.equal(judge({ atLeast: 0.9 }, around(88, 2), steady).missed, false);
    assert.equal(judge({ atLeast: 0.9 }, around(86, 2), steady).missed, true);
    assert.equal(judge({ atLeast: 0.9 }, around(88, 0), steady).missed, true);
  });
  it("lets a ratio be above a target by the noise, and by no more", () => {
    assert.equal(judge({ atMost: 1.05 }, around(107, 2), steady).missed, false);
    assert.equal(judge({ atMost: 1.05 }, around(109, 2), steady).missed, true);
  });
  it("takes no noise from what slows both in one round", () => {
    const slow = { values: [50, 100, 100, 200, 100] };
    const own = { values: slow.values.map((value) => value * 0.95) };
    assert.ok(judge({ atLeast: 0.96 }, own, slow).noise < 1e-9);
    assert.equal(judge({ atLeast: 0.96 }, own, slow).missed, true);
  });
  it("compares the latencies where it is told to", () => {
    const [own, base] = [
      { values: [1], p99: [11] },
      { values: [1], p99: [10] },
    ];
    assert.equal(judge({ of: "p99", atMost: 1.05 }, own, base).missed, true);
    assert.equal(judge({ of: "p99", atMost: 1.1 }, own, base).missed, false);
  });
  it("counts what is not a number as missed", () => {
    assert.equal(judge({ atLeast: 0.9 }, { values: [Number.NaN] }, steady).missed, true);
  });
});

describe("wordsOf", () => {
  const titleOf = () => "no dependency";
  it("says the bound", () => assert.equal(wordsOf({ atLeast: 0.96 }, titleOf), "≥ 0.96"));
  it("says which figure", () => assert.equal(wordsOf({ of: "p99", atMost: 1.05 }, titleOf), "p99 ≤ 1.05"));
  it("says what it is compared to, where that is not the base", () => {
    assert.equal(wordsOf({ atLeast: 0.86, against: "none" }, titleOf), "≥ 0.86 × “no dependency”");
  });
});
