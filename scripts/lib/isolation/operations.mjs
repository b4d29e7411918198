/** What an actor asks for on its own path, and what the answer must be. */
import { offer } from "./actors.mjs";

/**
 * @typedef {import("./actors.mjs").Actor} Actor
 * @typedef {import("./actors.mjs").World} World
 * @typedef {import("./model.mjs").Content} Content
 * @typedef {import("./model.mjs").Task} Task
 * @typedef {import("./http.mjs").Answer} Answer
 */
/**
 * @typedef {object} Operation
 * @property {string} method
 * @property {string} suffix - of the path of somebody's tasks
 * @property {string} template - the same without ids
 * @property {unknown} [body]
 * @property {string} [key] - for Idempotency-Key
 * @property {(answer: Answer) => string | undefined} judge - what is wrong with the answer
 * @property {() => void} [lost] - there was no answer
 */

const SORTS = ["created_at", "-created_at", "title", "-title", "updated_at", "-updated_at"];
/** No page holds more. */
const WHOLE = 100;

/** @param {Answer} answer @param {number} status */
export const unless = (answer, status) =>
  answer.status === status ? undefined : `${answer.status} in place of ${status}`;

/** @param {Actor} actor @returns {(task: Task) => boolean} */
const isMine = (actor) => (task) => task.title.startsWith(`${actor.mark} `);

/** @param {Actor} actor @returns {Content} */
const newContent = ({ mark, random }) => ({
  title: `${mark} ${random.text()}`,
  description: `${mark} ${random.text()}`,
  completed: random.oneIn(2),
});

/** All tasks at once. @param {Actor} actor @returns {Operation} */
export const list = (actor) => ({
  method: "GET",
  suffix: `?limit=${WHOLE}`,
  template: "",
  judge: (answer) => {
    const wrong = unless(answer, 200);
    if (wrong) return wrong;
    const { items, next_cursor } = JSON.parse(answer.text);
    if (next_cursor !== null) return "a list that does not end";
    return actor.model.readAll(items.filter(isMine(actor)));
  },
});

/** A few tasks in some order, perhaps from where another user's list goes on. @param {Actor} actor @param {World} world @returns {Operation} */
export function page(actor, world) {
  const { random } = actor;
  const from = world.cursors.length > 0 && random.oneIn(3) ? random.pick(world.cursors) : undefined;
  const sort = from?.sort ?? random.pick(SORTS);
  const query = new URLSearchParams({
    sort,
    limit: `${random.int(1, 10)}`,
    status: random.pick(["all", "open", "completed"]),
  });
  if (from) query.set("cursor", from.cursor);
  return {
    method: "GET",
    suffix: `?${query}`,
    template: "?…",
    judge: (answer) => {
      const wrong = unless(answer, 200);
      if (wrong) return wrong;
      const { items, next_cursor } = JSON.parse(answer.text);
      if (next_cursor) offer(world.cursors, { user: actor.user, cursor: next_cursor, sort });
      const fits = items.filter(isMine(actor)).every((/** @type {Task} */ task) => actor.model.admits(task));
      return fits ? undefined : "a page holds a task as it never was";
    },
  };
}

/** A new task, or again one whose answer was lost. @param {Actor} actor @param {World} world @returns {Operation} */
export function create(actor, world) {
  const { model, random, user } = actor;
  const again = model.repeatable;
  const key = again?.key ?? (random.oneIn(2) ? `${random.text()}-${random.text()}` : undefined);
  const content = again?.content ?? { ...newContent(actor), completed: false };
  return {
    method: "POST",
    suffix: "",
    template: "",
    body: { title: content.title, description: content.description },
    ...(key && { key }),
    judge: (answer) => {
      if (answer.status !== 201 && !(again && answer.status === 200)) return unless(answer, 201);
      const task = JSON.parse(answer.text);
      if (again) model.find(again);
      model.set(task.id, content);
      world.owners.set(task.id, user.id);
      offer(world.recent, { user, id: task.id });
      return model.admits(task) ? undefined : "a new task is another than was sent";
    },
    lost: () => {
      if (!again) model.lose(content, key);
    },
  };
}

/** @param {Actor} actor @returns {Operation} */
export function get(actor) {
  const id = actor.random.pick(actor.model.ids);
  return {
    method: "GET",
    suffix: `/${id}`,
    template: "/{task_id}",
    judge: (answer) =>
      answer.status === 404
        ? actor.model.read(id, undefined)
        : (unless(answer, 200) ?? actor.model.read(id, JSON.parse(answer.text))),
  };
}

/** @param {Actor} actor @returns {Operation} */
export function change(actor) {
  const { model, random } = actor;
  const id = random.pick(model.settled);
  const fresh = newContent(actor);
  const [method, suffix, body] = random.pick(
    /** @type {[string, string, Partial<Content>][]} */ ([
      ["PUT", "", fresh],
      ["PATCH", "", { title: fresh.title }],
      ["PATCH", "", { description: fresh.description, completed: fresh.completed }],
      ["PATCH", "/complete", { completed: fresh.completed }],
    ]),
  );
  const content = { ...model.contentOf(id), ...body };
  return {
    method,
    suffix: `/${id}${suffix}`,
    template: `/{task_id}${suffix}`,
    body,
    judge: (answer) => {
      const wrong = unless(answer, 200);
      if (wrong) return wrong;
      model.set(id, content);
      return model.read(id, JSON.parse(answer.text));
    },
    lost: () => model.doubt(id, content),
  };
}

/** @param {Actor} actor @returns {Operation} */
export function remove({ model, random }) {
  const id = random.pick(model.settled);
  return {
    method: "DELETE",
    suffix: `/${id}`,
    template: "/{task_id}",
    judge: (answer) => {
      const wrong = unless(answer, 204);
      if (!wrong) model.delete(id);
      return wrong;
    },
    lost: () => model.doubt(id, "deleted"),
  };
}
