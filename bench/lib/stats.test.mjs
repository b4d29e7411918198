import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noiseOf, quantile, summarise } from "./stats.mjs";

describe("quantile", () => {
  it("orders by size, not by text", () => assert.equal(quantile([100, 9, 20], 0.5), 20));
  it("interpolates between neighbours", () => assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5));
  it("leaves the samples in their order", () => {
    const samples = [3, 1, 2];
    quantile(samples, 0.5);
    assert.deepEqual(samples, [3, 1, 2]);
  });
  it("has no answer without samples", () => assert.throws(() => quantile([], 0.5), RangeError));
});

describe("summarise", () => {
  it("is not moved by one wild sample", () => {
    assert.deepEqual(summarise([10, 11, 12, 13, 9_999]), { median: 12, low: 11, high: 13 });
  });
});

describe("noiseOf", () => {
  it("is smaller with more rounds of the same spread", () => {
    const rounds = [1, 1.1, 1.2, 1.3, 1.4];
    const base = [1, 1, 1, 1, 1];
    const [once, fourTimes] = [1, 4].map((times) =>
      noiseOf(Array(times).fill(rounds).flat(), Array(times).fill(base).flat()),
    );
    assert.ok(Math.abs((once ?? 0) - (1.57 * 0.2) / Math.sqrt(5)) < 1e-9);
    assert.ok((fourTimes ?? 1) < (once ?? 0) * 0.6);
  });
  it("is nothing for a single round", () => assert.equal(noiseOf([3], [2]), 0));
});
