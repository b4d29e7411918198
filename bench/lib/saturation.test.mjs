import assert from "node:assert/strict";
import { it } from "node:test";
import { requireSaturation } from "./saturation.mjs";

/** Measurements with these limits, one after the other. @param {...number} limits */
const measurements = (...limits) => {
  const left = limits.values();
  return async () => ({ limit: left.next().value ?? 0 });
};

it("a measurement with the whole core counts at once", async () => {
  const saturation = requireSaturation(3);
  assert.deepEqual(await saturation.of("bridge", measurements(0.97)), { limit: 0.97 });
  assert.deepEqual([saturation.again(), saturation.least()], [0, 0.97]);
});

it("one beside something else is taken again, and does not count", async () => {
  const saturation = requireSaturation(3);
  assert.deepEqual(await saturation.of("bridge", measurements(0.5, 0.89, 0.92)), { limit: 0.92 });
  assert.deepEqual(await saturation.of("none", measurements(0.7, 0.99)), { limit: 0.99 });
  assert.deepEqual([saturation.again(), saturation.least()], [3, 0.92]);
});

it("nothing is reported when that happens too often", async () => {
  const saturation = requireSaturation(2);
  await saturation.of("none", measurements(0.5, 0.95));
  await assert.rejects(saturation.of("bridge", measurements(0.6, 0.61)), {
    message: /^the server bridge had its core for 61 % of the time only, so nothing is reported\./,
  });
});

it("nor is what could not be told", async () => {
  await assert.rejects(requireSaturation(2).of("bridge", measurements(Number.NaN, Number.NaN, Number.NaN)));
});
