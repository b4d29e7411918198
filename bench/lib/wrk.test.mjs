import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "../../scripts/lib/failure.mjs";
import { loadOf } from "./wrk.mjs";

/** @param {Record<string, number>} changed */
const output = (changed) => {
  const summary = {
    requests: 30_000,
    microseconds: 3_000_000,
    failed: 0,
    p50Microseconds: 6_000,
    p99Microseconds: 8_660,
    processorSeconds: 0.75,
    ...changed,
  };
  return `Running 3s test\n  30000 requests in 3.00s\n\n${JSON.stringify(summary)}\n`;
};

describe("loadOf", () => {
  it("reads answers a second, milliseconds and what wrk took itself", () => {
    assert.deepEqual(loadOf("ours", output({})), {
      perSecond: 10_000,
      p50: 6,
      p99: 8.66,
      seconds: 3,
      busy: 0.25,
    });
  });
  it("refuses a run with a single failed answer", () =>
    assert.throws(() => loadOf("ours", output({ failed: 1 })), Failure));
  it("refuses a run without answers", () =>
    assert.throws(() => loadOf("ours", output({ requests: 0 })), Failure));
});
