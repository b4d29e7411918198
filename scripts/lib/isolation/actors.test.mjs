import assert from "node:assert/strict";
import { it } from "node:test";
import { createWorld, holdsForeign } from "./actors.mjs";

it("finds whatever is another user's in an answer, and nothing of one's own", () => {
  const world = createWorld({ seed: "s", users: 2, devices: 1, mint: (id) => id });
  const [ann, ben] = world.users;
  assert.ok(ann && ben);
  const task = "6f9619ff-8b86-4d01-b42d-00c04fc964ff";
  world.owners.set(task, ben.id);
  assert.ok(holdsForeign(world, ann, `{"title":"${ben.id} d0 x"}`));
  assert.ok(holdsForeign(world, ann, `{"id":"${task}"}`));
  assert.ok(!holdsForeign(world, ben, `{"id":"${task}","title":"${ben.id} d0 x"}`));
  assert.ok(!holdsForeign(world, ann, `Location: /api/${ben.id}/tasks/1`, `/api/${ben.id}/tasks`));
  assert.ok(holdsForeign(world, ann, `Location: /api/${ben.id}/tasks/${task}`, `/api/${ben.id}/tasks`));
});

it("makes the same users of the same seed, and others of another", () => {
  const ids = (/** @type {string} */ seed) =>
    createWorld({ seed, users: 3, devices: 2, mint: () => "" }).actors.map(({ mark, random }) => [
      mark,
      random.text(),
    ]);
  assert.deepEqual(ids("a"), ids("a"));
  assert.equal(new Set([...ids("a"), ...ids("b")].flat()).size, 24);
});
