import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Model } from "./model.mjs";

const OLD = { title: "old", description: "", completed: false };
const NEW = { ...OLD, title: "new" };
const OTHER = { ...OLD, title: "other" };
const LATER = 30_000;

/** A model with one task, and its clock. */
function withTask() {
  const clock = { now: 0 };
  const model = new Model(() => clock.now);
  model.set("1", OLD);
  return { model, clock };
}

describe("the model of what must be there", () => {
  it("misses a task that is gone, changed, back, doubled or from nowhere", () => {
    const { model } = withTask();
    assert.equal(model.read("1", OLD), undefined);
    assert.equal(model.read("1", undefined), "a task is gone");
    assert.equal(model.readAll([]), "a task is gone");
    for (const changed of [NEW, { ...OLD, description: "x" }, { ...OLD, completed: true }]) {
      assert.equal(model.read("1", changed), "a task is not as it was left");
      assert.ok(!model.admits({ id: "1", ...changed }));
    }
    const known = { id: "1", ...OLD };
    assert.equal(model.readAll([known, known]), "a task is listed twice");
    assert.equal(model.readAll([known, { id: "2", ...OTHER }]), "a task from nowhere");
    model.delete("1");
    assert.equal(model.read("1", OLD), "a deleted task is back");
    assert.equal(model.readAll([known]), "a task from nowhere");
  });

  it("takes a change without an answer for done or not, until it is seen", () => {
    const { model } = withTask();
    model.doubt("1", NEW);
    assert.deepEqual(model.settled, []);
    assert.equal(model.read("1", OLD), undefined);
    assert.equal(model.read("1", OTHER), "a task is not as it was left");
    assert.equal(model.read("1", NEW), undefined);
    assert.equal(model.read("1", OLD), "a task is not as it was left");
    assert.deepEqual(model.settled, ["1"]);
  });

  it("takes it for not done when it is seen so long after", () => {
    const { model, clock } = withTask();
    model.doubt("1", NEW);
    clock.now = LATER;
    assert.equal(model.read("1", OLD), undefined);
    assert.equal(model.read("1", NEW), "a task is not as it was left");
  });

  it("does so with a deletion", () => {
    const { model } = withTask();
    model.doubt("1", "deleted");
    assert.equal(model.readAll([{ id: "1", ...OLD }]), undefined);
    assert.equal(model.readAll([]), undefined);
    assert.equal(model.read("1", OLD), "a deleted task is back");
  });

  it("lets a new task without an answer turn up once", () => {
    const { model, clock } = withTask();
    const known = { id: "1", ...OLD };
    model.lose(OTHER, undefined);
    assert.equal(model.repeatable, undefined);
    assert.equal(model.readAll([known, { id: "2", ...OTHER }]), undefined);
    assert.equal(model.readAll([known, { id: "2", ...OTHER }, { id: "3", ...OTHER }]), "a task from nowhere");
    model.lose(NEW, undefined);
    clock.now = LATER;
    assert.equal(model.readAll([known, { id: "2", ...OTHER }]), undefined);
    assert.equal(model.readAll([known, { id: "2", ...OTHER }, { id: "4", ...NEW }]), "a task from nowhere");
  });

  it("keeps one with a key to be sent again", () => {
    const { model, clock } = withTask();
    model.lose(OTHER, "k");
    clock.now = LATER;
    assert.equal(model.readAll([{ id: "1", ...OLD }]), undefined);
    assert.equal(model.repeatable?.key, "k");
    if (model.repeatable) model.find(model.repeatable);
    assert.equal(model.size, 1);
  });
});
