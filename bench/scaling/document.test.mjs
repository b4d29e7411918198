import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { inRoot } from "../../scripts/lib/paths.mjs";
import { modelOf } from "./assumptions.mjs";
import { filesOf } from "./document.mjs";
import { figuresOf, MEASURED, RESULTS, readFigures } from "./figures.mjs";
import { runOf } from "./run.mjs";

describe("docs/scaling.md", () => {
  for (const [path, wanted] of filesOf(runOf(modelOf(), readFigures()))) {
    it(`${path} is what the figures say: else npm run scaling -- --write`, () => {
      assert.ok(readFileSync(inRoot(path), "utf8") === wanted, "written by an older run, or by hand");
    });
  }
});

describe("a figure that is missing", () => {
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(inRoot(path), "utf8"));

  it("of the measurements is named, with the command that makes it", () => {
    const results = read(RESULTS);
    const suites = results.suites.filter((/** @type {{ id: string }} */ { id }) => id !== "node-hs256");
    const wanted = /results\/latest\.json has no figure node-hs256\/bridge\. Measure it: npm run bench/;
    assert.throws(() => figuresOf({ suites }, read(MEASURED)), wanted);
  });
  it("of the command's own is named too", () => {
    const measured = read(MEASURED);
    delete measured.redis.bytesPerSignOut;
    const wanted =
      /figures\.json has no figure redis\.bytesPerSignOut\. Measure it: npm run scaling -- --measure/;
    assert.throws(() => figuresOf(read(RESULTS), measured), wanted);
  });
});
