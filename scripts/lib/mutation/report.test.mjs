import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "../failure.mjs";
import { formatTable, insertNumbers, isEnough, sum } from "./report.mjs";

const score = (/** @type {string} */ file, /** @type {number} */ mutants, /** @type {number} */ killed) => ({
  language: "python",
  tool: "mutmut 3",
  file,
  mutants,
  killed,
  timedOut: 1,
  survivors: [`${file}.py  a change`],
});
const SCORES = [score("keys", 40, 38), score("claims", 100, 90)];

describe("mutation report", () => {
  it("counts what took too long neither as killed nor as survived", () => {
    const all = sum(SCORES);
    assert.deepEqual([all.mutants, all.killed, all.timedOut], [140, 128, 2]);
    assert.equal(
      formatTable([...SCORES, all]),
      `language  file    mutants  killed  timed out  survived       %
python    keys         40      38          1         1  95.0 %
python    claims      100      90          1         9  90.0 %
python    all         140     128          2        10  91.4 %

keys.py  a change
claims.py  a change`,
    );
  });

  it("has enough at 90 % and not below", () => {
    assert.deepEqual(
      [90, 89.9].map((killed) => isEnough(score("keys", 100, killed))),
      [true, false],
    );
    assert.equal(isEnough(score("keys", 0, 0)), false);
  });

  it("puts the numbers between their two comments, again and again", () => {
    const page = "# Page\n\n<!-- numbers -->\n<!-- end of numbers -->\n\nEnd\n";
    const today = new Date("2026-01-31T23:59:59Z");
    const once = insertNumbers(page, SCORES, today);
    assert.match(
      once,
      /^# Page\n\n<!-- numbers -->\n\nMeasured on 2026-01-31 with mutmut 3, Node .*\.\n\n\| language \|/,
    );
    assert.match(
      once,
      /\| python \| claims \| 100 \| 90 \| 1 \| 9 \| 90.0 % \|\n\n<!-- end of numbers -->\n\nEnd\n$/,
    );
    assert.equal(insertNumbers(once, SCORES, today), once);
    assert.throws(() => insertNumbers("# Page", SCORES, today), Failure);
  });
});
