import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "../../scripts/lib/failure.mjs";
import { tableOf, withResults } from "./table.mjs";

const row = {
  id: "a",
  title: "a",
  median: 9_612.4,
  low: 9_500,
  high: 9_700,
  relative: 1,
  noise: 0,
  samples: { values: [] },
  targets: [],
};

/** @param {Partial<import("./report.mjs").Row>} extra */
const table = (extra) =>
  tableOf({
    id: "s",
    title: "S",
    unit: "requests/s",
    base: "a",
    conditions: { users: 3 },
    rows: [{ ...row, ...extra }],
  });

describe("tableOf", () => {
  it("says the conditions, the median, the spread and the ratio", () => {
    assert.match(table({}), /\*\*S\*\* \(users: 3\)/);
    assert.match(table({}), /\| a \| 9,612 \| 9,500–9,700 \| 1\.000 \| {2}\|$/);
  });
  it("says a target, what was found, and when it was missed", () => {
    const target = { atLeast: 0.88, ratio: 0.9, noise: 0.01, missed: false };
    assert.match(table({ targets: [target] }), /\| ≥ 0\.88: 0\.900 ± 0\.010 \|$/);
    assert.match(
      table({ targets: [{ ...target, missed: true }] }),
      /\| ≥ 0\.88: 0\.900 ± 0\.010, \*\*missed\*\* \|$/,
    );
  });
  it("has columns for latencies where there are any", () => {
    assert.match(table({ p50: 4, p99: 8.66 }), /\| p50 \| p99 \|[\s\S]*\| 4\.0 ms \| 8\.7 ms \| {2}\|$/);
  });
});

describe("withResults", () => {
  const readme = "# A\n\n<!-- results:start, written by npm run bench -->\nold\n<!-- results:end -->\n\nB\n";
  it("replaces what stands between the markers, and nothing else", () => {
    const once = withResults(readme, "new");
    assert.match(once, /^# A\n\n<!-- results:start[^\n]*\n\nnew\n\n<!-- results:end -->\n\nB\n$/);
    assert.equal(withResults(once, "new"), once);
  });
  it("refuses a README without its markers", () => assert.throws(() => withResults("# A", "new"), Failure));
});
