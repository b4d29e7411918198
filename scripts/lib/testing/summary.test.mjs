import assert from "node:assert/strict";
import { it } from "node:test";
import { formatFailures, formatHelp, formatTable, totals } from "./summary.mjs";

const good = {
  name: "good",
  passed: 3,
  failed: 0,
  failures: [],
  notes: ["quick"],
  time: 1500,
  output: "quiet",
};
const bad = {
  name: "bad",
  passed: 1,
  failed: 2,
  failures: ["one", "two"],
  notes: [],
  time: 40,
  output: "loud\n",
};

it("totals add up the suites", () => assert.deepEqual(totals([good, bad]), { passed: 4, failed: 2 }));

it("the table has a line for each suite", () => {
  const lines = formatTable([good, bad])
    .split("\n")
    .map((line) => line.split(/\s{2,}/));
  assert.deepEqual(lines, [
    ["suite", "passed", "failed", "time"],
    ["good", "3", "0", "1.5 s", "quick"],
    ["bad", "1", "2", "0.0 s"],
  ]);
});

it("only what failed is shown", () => {
  assert.equal(formatFailures([good, bad]), "\n──── bad ────\nloud\n\n  ✗ one\n  ✗ two\n");
});

it("the help has a line for each suite", () => {
  const help = formatHelp([{ name: "web", title: "web app" }]);
  assert.match(help, /^ {2}web {9}web app$/m);
});
