import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judge, judgeWeb } from "./verdict.mjs";

/** @typedef {Parameters<typeof judge>[1]} Rule */
/** @type {Rule} */
const good = { expected: "accept", isExcused: false };
const faultOf = (/** @type {number} */ status, /** @type {Partial<Rule>} */ rule = {}) =>
  judge(status, { ...good, ...rule }).wrong?.fault;

describe("an answer of an API is", () => {
  it("right when it is as expected, and either way when it may be", () => {
    for (const status of [200, 201, 204, 403, 404]) assert.equal(faultOf(status), undefined);
    assert.equal(faultOf(401, { expected: "refuse" }), undefined);
    for (const status of [200, 401]) assert.equal(faultOf(status, { expected: "either" }), undefined);
  });
  it("wrong when it accepts what has ended, whatever it says then", () => {
    for (const status of [200, 403, 404, 422])
      assert.equal(faultOf(status, { expected: "refuse" }), "accepted");
    assert.equal(faultOf(200, { expected: "refuse", isExcused: true }), "accepted");
  });
  it("wrong when it accepts anything, and cannot have heard for too long", () => {
    assert.equal(faultOf(200, { isForbidden: true }), "accepted");
    assert.equal(faultOf(503, { isForbidden: true, isExcused: true }), undefined);
  });
  it("wrong when it refuses what is good, whatever is down", () => {
    assert.equal(faultOf(401), "refused");
    assert.equal(faultOf(401, { isExcused: true }), "refused");
  });
  it("wrong when there is none without a cause", () => {
    for (const status of [0, 503]) {
      assert.equal(faultOf(status), "unavailable");
      assert.equal(faultOf(status, { isExcused: true }), undefined);
    }
  });
  it("never 500 or 429", () => {
    for (const status of [429, 500]) assert.equal(faultOf(status, { isExcused: true }), "wrong answer");
  });
});

describe("an answer of the web app", () => {
  it("may be 500 while something is down, and 401 while its database is", () => {
    const down = { expected: /** @type {const} */ ("accept"), isExcused: true, isBlind: true };
    assert.deepEqual(judgeWeb(500, down), { outcome: "unavailable" });
    assert.deepEqual(judgeWeb(401, down), { outcome: "unavailable" });
    assert.equal(judgeWeb(401, { ...down, isBlind: false }).wrong?.fault, "refused");
    assert.equal(judgeWeb(500, { ...good, isBlind: false }).wrong?.fault, "wrong answer");
  });
});
