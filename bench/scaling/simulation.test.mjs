import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { modelOf } from "./assumptions.mjs";
import { DAY } from "./day.mjs";
import { ENTRY_LIFE } from "./design.mjs";
import { expect } from "./formula.mjs";
import { BIN, ratesOf, simulate } from "./simulation.mjs";

const USERS = 20_000;
const HALF_HOUR = 1800; // seconds
/**
 * The most by which simulation and formula may differ, as a part: the mean, and the peak, beyond which long visits go on. What is
 * rare may differ by chance as well, by four standard deviations of a count.
 */
const TOLERANCE = { mean: 0.02, peak: 0.05 };
const byChance = (/** @type {number} */ count) => 4 / Math.sqrt(Math.max(count, 1));
const KINDS = /** @type {const} */ (["tokens", "serverTokens", "requests", "looks", "signOuts"]);

/** @param {number} found @param {number} wanted @param {number} part @param {string} what */
function near(found, wanted, part, what) {
  const message = `${what}: ${found} is more than ${part * 100} % from ${wanted}`;
  assert.ok(Math.abs(found - wanted) <= part * wanted, message);
}

describe("a simulated day", () => {
  const models = {
    "as assumed": {},
    "longer visits, short tokens": { minutes: "30", "page-loads": "1.5", lifetime: "60", requests: "2" },
    "a flat day of single pages": {
      visits: "12",
      peak: "1",
      tabs: "1",
      "page-loads": "1",
      "server-tokens": "0",
      looks: "0.2",
    },
    "a sharp day with many sign-outs": { peak: "6", "sign-outs": "0.5", "server-tokens": "0.4" },
  };
  for (const [name, given] of Object.entries(models)) {
    it(`is what the formula says, ${name}`, () => {
      const model = modelOf(given);
      const traffic = simulate(model, { users: USERS, seed: 1 });
      const wanted = expect(model, USERS);
      for (const kind of KINDS) {
        const found = ratesOf(traffic.bins[kind]);
        const { mean, peak } = wanted[kind];
        near(found.mean, mean, Math.max(TOLERANCE.mean, byChance(mean * DAY)), kind);
        near(found.peak, peak, Math.max(TOLERANCE.peak, byChance(peak * HALF_HOUR)), `${kind}, peak`);
      }
      near(Math.max(...traffic.held), wanted.held, byChance(wanted.held), "held");
    });
  }
  it("holds each entry for as long as a token may live", () => {
    const { bins, held } = simulate(modelOf({ "sign-outs": "0.5" }), { users: 5_000, seed: 1 });
    const sum = (/** @type {Float64Array} */ numbers) => numbers.reduce((all, each) => all + each, 0);
    near((sum(held) * BIN) / sum(bins.signOuts), ENTRY_LIFE, 0.005, "seconds");
  });
  it("comes out the same again", () => {
    const run = () => simulate(modelOf(), { users: 1_000, seed: 7 });
    assert.deepEqual(run(), run());
  });
  it("has as many tokens as a page needs that is open for long", () => {
    const model = modelOf({
      minutes: "600",
      "page-loads": "1",
      tabs: "1",
      requests: "60",
      "server-tokens": "0",
    });
    const { bins } = simulate(model, { users: 20, seed: 1 });
    const hours = 20 * model.visits * 10;
    const perHour = bins.tokens.reduce((all, each) => all + each, 0) / hours;
    near(perHour, 3600 / (0.8 * 300 + 1), 0.1, "tokens an hour"); // a renewal, and the wait for the next request
  });
});

describe("assumptions", () => {
  it("are refused when they are no number, or less than makes sense", () => {
    for (const given of ["", "many", "NaN", "Infinity", "0"])
      assert.throws(() => modelOf({ visits: given }), RangeError);
  });
});
