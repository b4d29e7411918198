import assert from "node:assert/strict";
import { it } from "node:test";
import { BOUNDS } from "./bounds.mjs";
import { FAULTS, Findings } from "./findings.mjs";
import { describe, isGood, listed } from "./report.mjs";

function resultOf() {
  const findings = new Findings(0);
  findings.count("forgetful accepted");
  findings.count("forgetful refused");
  const options = {
    seed: "s",
    minutes: 2,
    transport: /** @type {const} */ ("feed"),
    people: 6,
    kills: 20,
    bounds: BOUNDS,
    logs: "",
    say: () => {},
  };
  return { options, findings, killed: { api: 20 }, done: ["one"], left: ["two"], keys: 3 };
}

it("a run is good when nothing was found", () => {
  assert.ok(isGood(resultOf()));
});

it("a run is not good for a single fault of any kind, and names it", () => {
  for (const fault of FAULTS) {
    const result = resultOf();
    result.findings.add(fault, "a reason", "a request");
    assert.ok(!isGood(result), fault);
    assert.match(listed(result).join("\n"), /: a reason; a request$/);
  }
});

it("a run is not good when the API that is told nothing was not noticed", () => {
  for (const name of ["forgetful accepted", "forgetful refused"]) {
    const result = resultOf();
    result.findings.counts.delete(name);
    assert.ok(!isGood(result), name);
  }
});

it("the table names the seed, what was done, and what was left out", () => {
  assert.match(describe(resultOf()), /2 minutes, feed, seed s\n(.|\n)*done +one\n.*time +two\n/);
});
