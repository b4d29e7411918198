import assert from "node:assert/strict";
import { it } from "node:test";
import { Holdings } from "./holdings.mjs";

it("a token of the old secret is good while the API has it", () => {
  const holdings = new Holdings();
  holdings.set("api-1", 0, true);
  holdings.set("api-1", 100, false);
  const expected = (/** @type {number} */ from, /** @type {number} */ to) =>
    holdings.expected("api-1", { from, to });
  assert.deepEqual([expected(10, 99), expected(99, 100), expected(100, 101)], ["accept", "either", "refuse"]);
  assert.equal(holdings.expected("api-2", { from: 0, to: 1 }), "either");
});
