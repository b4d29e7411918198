import assert from "node:assert/strict";
import { it } from "node:test";
import { disagreements, formatDisagreements, formatTable } from "./table.mjs";

const result = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {string} */ got) => ({
  id,
  kind,
  expected: "accepted",
  got,
});
const columns = [
  { title: "TypeScript", results: [result("a", "times", "accepted"), result("b", "keys", "accepted")] },
  {
    title: "Hono",
    results: [result("a", "times", "token_expired expired"), result("c", "times", "accepted")],
  },
];

it("a cell says how many agree, and a dash that nothing was asked", () => {
  assert.equal(
    formatTable(columns),
    [
      "       TypeScript  Hono",
      "times         1/1   1/2",
      "keys          1/1     –",
      "all           2/2   1/2",
    ].join("\n"),
  );
});

it("what disagrees is listed with its column", () => {
  const found = disagreements(columns);
  assert.deepEqual(
    found.map(({ id, column }) => [id, column]),
    [["a", "Hono"]],
  );
  assert.equal(
    formatDisagreements(found),
    "✗ a, Hono\n    expected accepted\n    got      token_expired expired",
  );
});
