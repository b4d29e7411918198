import assert from "node:assert/strict";
import { it } from "node:test";
import { SABOTAGES, sabotaged } from "./sabotage.mjs";

/** @type {import("./plan.mjs").Step[]} */
const steps = [
  { name: "rotation: accept" },
  { name: "rotation: sign" },
  { name: "rotation: drop", after: { step: "rotation: sign", seconds: 360 } },
  { name: "back: drop", after: { step: "rotation: sign", seconds: 360 } },
];
const namesOf = (/** @type {string} */ sabotage) =>
  sabotaged(sabotage, steps).map(({ name }) => name.slice(10));

it("puts one step where it does harm, and leaves the others as they are", () => {
  assert.deepEqual(SABOTAGES, ["sign-first", "drop-at-once", "deaf"]);
  assert.deepEqual(sabotaged(undefined, steps), steps);
  assert.deepEqual(namesOf("sign-first"), ["sign", "accept", "drop", ""]);
  const waits = sabotaged("drop-at-once", steps).map(({ after }) => after !== undefined);
  assert.deepEqual(waits, [false, false, false, true]);
});
