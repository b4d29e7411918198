/** The run that CI makes. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { inRoot } from "../lib/paths.mjs";
import { boundsOf } from "../lib/scenario/bounds.mjs";
import { listed, describe as table } from "../lib/scenario/report.mjs";
import { run } from "../lib/scenario/run.mjs";

/** Milliseconds after a sign-out: other suites have the machine too. */
const WITHIN = 3_000;
const OPTIONS = {
  seed: "ci",
  minutes: 2,
  transport: /** @type {const} */ ("feed"),
  people: 6,
  kills: 20,
  logs: inRoot(".cache/scenario/servers"),
};
const AGAIN = `npm run scenario -- --minutes 2 --seed ci --transport feed --people 6 --kills 20 --within ${WITHIN / 1000}`;

// Whatever ends this process, what it has started ends with it.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

describe("the Todo app, with everything at once", () => {
  /** @type {import("../lib/scenario/run.mjs").Result} */
  let result;
  /** @type {string[]} */
  const events = [];
  const why = () => `${table(result)}\n${listed(result).join("\n")}\n${events.join("\n")}\nAgain: ${AGAIN}`;
  /** @param {import("../lib/scenario/verdict.mjs").Fault[]} faults */
  const assertNone = (...faults) => {
    for (const fault of faults) assert.equal(result.findings.found[fault], 0, why());
  };

  before(async () => {
    result = await run({ ...OPTIONS, bounds: boundsOf(WITHIN), say: (line) => events.push(line) });
    console.log(table(result));
  });

  it("accepts nothing that has ended, expired or been forged", (t) => {
    t.diagnostic(`note: ${result.findings.delays.length} first refusals after a sign-out`);
    assertNone("accepted");
  });
  it("refuses nothing that is good", () => assertNone("refused", "unavailable"));
  it("shows nobody a row of another's", () => assertNone("foreign row"));
  it("loses no write that it has acknowledged", () => assertNone("lost write"));
  it("answers nothing else that is wrong, and no process ends by itself", () => {
    assertNone("wrong answer", "ended by itself");
  });
  it("had the secret changed, moved to key pairs and went back", () => {
    assert.equal(result.keys, 3);
    assert.ok(result.done.includes("back: sign"), why());
  });
  it("was killed twenty times", () => {
    assert.equal(
      Object.values(result.killed).reduce((sum, count) => sum + count),
      OPTIONS.kills,
    );
  });
  it("was used: signed in to and out of, with good tokens and bad ones", () => {
    const { findings } = result;
    for (const deed of ["sign up", "sign in", "sign out", "sign out everywhere", "change the password"])
      assert.ok(findings.countOf(deed) > 0, `${deed}: none\n${why()}`);
    for (const word of ["had to accept", "had to refuse"]) assert.ok(findings.countOf(word) > 30, why());
    assert.ok(findings.delays.length >= 20, why());
  });
  it("is judged by what notices an API that is told nothing", () => {
    for (const name of ["forgetful accepted", "forgetful refused"])
      assert.ok(result.findings.countOf(name) > 0, why());
  });
});
