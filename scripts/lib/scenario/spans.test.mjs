import assert from "node:assert/strict";
import { it } from "node:test";
import { intersection, lengthAt, overlap, prolonged, quietFrom, union } from "./spans.mjs";

/** @param {[number, number][]} pairs */
const spans = (...pairs) => pairs.map(([from, to]) => ({ from, to }));

it("union joins what overlaps or touches, in whatever order", () => {
  assert.deepEqual(union(spans([5, 9], [0, 2], [2, 3], [6, 7])), spans([0, 3], [5, 9]));
});

it("intersection is when it was so for all of them", () => {
  assert.deepEqual(intersection([spans([0, 4], [6, 9]), spans([3, 7])]), spans([3, 4], [6, 7]));
  assert.deepEqual(intersection([spans([0, 4]), []]), []);
});

it("overlap counts both ends", () => {
  assert.ok(overlap(spans([2, 4]), { from: 4, to: 9 }));
  assert.ok(overlap(spans([2, 4]), { from: 0, to: 2 }));
  assert.ok(!overlap(spans([2, 4]), { from: 5, to: 9 }));
  assert.ok(overlap(prolonged(spans([2, 4]), 1), { from: 5, to: 9 }));
});

it("quietFrom is the first moment with so much quiet after it", () => {
  assert.equal(quietFrom([], 3, 5), 3);
  assert.equal(quietFrom(spans([0, 2], [8, 9]), 3, 5), 3);
  assert.equal(quietFrom(spans([0, 4], [8, 9]), 3, 5), 9);
  assert.equal(quietFrom(spans([4, 5], [8, 9], [11, 12]), 3, 5), 12);
  assert.equal(quietFrom(spans([4, Number.POSITIVE_INFINITY]), 3, 5), Number.POSITIVE_INFINITY);
});

it("lengthAt is for how long it had been so", () => {
  assert.equal(lengthAt(spans([0, 2], [2, 8]), 6), 6);
  assert.equal(lengthAt(spans([0, 2]), 6), 0);
});
