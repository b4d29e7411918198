import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Failure } from "../../scripts/lib/failure.mjs";
import { tableOf, withResults } from "./table.mjs";

const row = { id: "a", title: "a", median: 9_612.4, low: 9_500, high: 9_700, relative: 1, values: [] };

/** @param {Record<string, number>} extra */
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
    assert.match(table({}), /\| a \| 9,612 \| 9,500–9,700 \| 1\.00 \| {2}\|$/);
  });
  it("tells a target from an expectation", () => {
    assert.match(table({ atLeast: 0.88 }), /\| ≥ 0\.88 \|$/);
    assert.match(table({ about: 0.47 }), /\| about 0\.47 \|$/);
  });
  it("has a column for latencies where there are any", () => {
    assert.match(table({ p99: 8.66 }), /\| p99 \|[\s\S]*\| 8\.7 ms \|$/);
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
