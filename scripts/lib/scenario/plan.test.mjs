import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { documentedSteps, schedule } from "./plan.mjs";

/** @type {import("./plan.mjs").Printed[]} */
const PRINTED = [
  { title: "1  Make", restart: [] },
  {
    title: "2  Accept",
    restart: [
      { kind: "APIs", secrets: "2:<new>,1:<old>" },
      { kind: "auth servers", secrets: "1:<old>,2:<new>" },
    ],
  },
  { title: "3  Sign", restart: [{ kind: "auth servers", secrets: "2:<new>,1:<old>" }] },
  { title: "4  Wait", restart: [] },
  { title: "5  Drop", restart: [{ kind: "APIs", secrets: "2:<new>" }] },
  { title: "6  Later", restart: [{ kind: "auth servers", secrets: "2:<new>" }] },
];
const steps = documentedSteps(PRINTED, (text) => text.replace("<new>", "n").replace("<old>", "o"));
const namesIn = (/** @type {number} */ minutes) =>
  schedule(steps, minutes * 60).scheduled.map(({ name }) => name);

describe("the steps", () => {
  it("of a rotation are those that are printed", () => {
    const changes = steps.filter(({ name }) => name.startsWith("rotation")).map(({ change }) => change);
    assert.deepEqual(changes, [
      { api: { secrets: "2:n,1:o" }, web: { secrets: "1:o,2:n" } },
      { web: { secrets: "2:n,1:o" } },
      { api: { secrets: "2:n" } },
    ]);
  });
});

describe("a run", () => {
  it("of two minutes has every step that waits for nothing", () => {
    const { scheduled, left } = schedule(steps, 120);
    assert.deepEqual(namesIn(2), [
      "rotation: accept",
      "rotation: sign",
      "key pairs: accept",
      "key pairs: sign",
      "back: sign",
    ]);
    assert.equal(scheduled.length + left.length, steps.length);
    assert.ok(scheduled.every(({ at }) => at < 120 - 15));
  });
  it("of ten minutes drops what has expired, and goes back; one of twenty does everything", () => {
    assert.deepEqual(namesIn(10), steps.map(({ name }) => name).slice(0, -1));
    assert.deepEqual(
      namesIn(20),
      steps.map(({ name }) => name),
    );
  });
  it("drops nothing before the last token can have expired", () => {
    const { scheduled } = schedule(steps, 1200);
    for (const { after, at } of scheduled) {
      const earlier = scheduled.find(({ name }) => name === after?.step);
      if (after && earlier) assert.ok(at >= earlier.at + after.seconds);
    }
  });
  it("never takes a step without the one that it needs", () => {
    for (let minutes = 1; minutes <= 20; minutes += 1) {
      const names = namesIn(minutes);
      for (const { name, needs, after } of steps)
        for (const needed of [needs, after?.step])
          if (needed && names.includes(name)) assert.ok(names.indexOf(needed) < names.indexOf(name), name);
    }
  });
});
