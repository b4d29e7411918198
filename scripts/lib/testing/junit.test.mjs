import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { countTests } from "./junit.mjs";

describe("countTests", () => {
  it("counts both forms of a test", () => {
    const counts = countTests(
      '<testsuite tests="9"><testcase name="a"/><testcase name="b" time="1"></testcase></testsuite>',
    );
    assert.deepEqual(counts, { passed: 2, failed: 0, failures: [], notes: [] });
  });

  it("counts a failure, an error and a skipped test as failed, each once", () => {
    const { passed, failed, failures } = countTests(`
      <testcase name="a"><failure message="x">text</failure><error/></testcase>
      <testcase name="b"><error message="x"/></testcase>
      <testcase name="c"><skipped type="pytest.skip"/></testcase>
      <testcase name="d"><system-out>fine</system-out></testcase>`);
    assert.deepEqual([passed, failed, failures], [1, 3, ["a", "b", "c (skipped)"]]);
  });

  it("does not read what a test has printed", () => {
    const xml =
      '<testcase name="a"><system-out><![CDATA[<testcase name="b"/><failure/>]]></system-out></testcase>';
    assert.deepEqual(countTests(xml), { passed: 1, failed: 0, failures: [], notes: [] });
  });

  it("reads names with > and entities", () => {
    const { failures } = countTests(
      '<testcase classname="x" name="a > b &amp; &lt;c&gt;"><failure/></testcase>',
    );
    assert.deepEqual(failures, ["a > b & <c>"]);
  });

  it("keeps what a test notes for the summary, and no other comment", () => {
    const xml = `<!-- note: it took 4.1 s --><testcase name="a"/><!-- tests 1 -->
      <testcase name="b"><system-out><![CDATA[<!-- note: printed -->]]></system-out></testcase>`;
    assert.deepEqual(countTests(xml).notes, ["it took 4.1 s"]);
  });

  it("finds nothing in an empty report", () => assert.equal(countTests("").passed, 0));
});
