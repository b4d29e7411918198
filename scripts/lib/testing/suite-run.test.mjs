import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { judge } from "./suite-run.mjs";

const PASSED = '<testcase name="a"/>';
const FAILED = '<testcase name="a"><failure/></testcase>';

describe("judge", () => {
  it("takes a good report as it is", () => {
    assert.deepEqual(judge(PASSED, "code 0"), { passed: 1, failed: 0, failures: [], notes: [] });
  });
  it("counts a suite without tests as failed", () => assert.equal(judge("", "code 0").failed, 1));
  it("counts a crash after the last test as failed", () => {
    assert.deepEqual(
      [judge(PASSED, "signal SIGSEGV").passed, judge(PASSED, "signal SIGSEGV").failed],
      [1, 1],
    );
  });
  it("does not count a failed test twice", () => assert.equal(judge(FAILED, "code 1").failed, 1));
});
