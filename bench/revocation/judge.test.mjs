import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { createJudge } from "./judge.mjs";

const NONE = { good: 0, unavailable: 0, missed: 0, refused: 0, accepted: 0, early: 0 };

describe("the judge of what APIs answer while processes are killed", () => {
  let seconds = 0;
  /** @type {import("./judge.mjs").Judge} */
  let judge;
  /** An answer in this very moment. @param {number} at @param {number} status */
  const answered = (at, status) => judge.answered(at, status, seconds * 1000);

  beforeEach(() => {
    seconds = 0;
    judge = createJudge(2, () => seconds * 1000);
  });

  it("takes 200 at any time, and nothing else while all is well", () => {
    for (const status of [200, 503, 401, 0]) answered(0, status);
    assert.deepEqual(judge.verdict(), { ...NONE, good: 1, refused: 3 });
  });

  it("takes 503 from half a minute after the source was lost until it is back, and 401 never", () => {
    judge.sourceLost();
    for (seconds of [1, 24, 26, 40]) answered(0, 503);
    judge.sourceBack();
    for (seconds of [44, 46]) answered(0, 503);
    seconds = 41;
    answered(0, 401);
    assert.deepEqual(judge.verdict(), { ...NONE, unavailable: 3, refused: 4 });
  });

  it("takes no answer from an API that is being started, and from no other", () => {
    judge.apiLost(1);
    answered(1, 0);
    answered(0, 0);
    seconds = 5;
    judge.apiBack(1);
    seconds = 6;
    answered(1, 0);
    assert.deepEqual(judge.verdict(), { ...NONE, missed: 1, refused: 2 });
  });

  it("sees an API that has started while nothing could be heard", () => {
    judge.sourceLost();
    judge.apiLost(0);
    judge.apiBack(0);
    judge.sourceBack();
    judge.apiLost(0);
    judge.apiBack(0);
    assert.equal(judge.verdict().early, 1);
  });

  it("lets an ended token be accepted for half a minute, and never in the end", () => {
    assert.ok(judge.acceptedEnded(30_000));
    assert.equal(judge.verdict().accepted, 0);
    assert.ok(!judge.acceptedEnded(30_001));
    judge.acceptedInTheEnd();
    assert.equal(judge.verdict().accepted, 2);
  });
});
