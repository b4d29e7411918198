/** What an actor tries on what is not its own. */
import { change, create, get, list, unless } from "./operations.mjs";

/**
 * @typedef {import("./actors.mjs").Actor} Actor
 * @typedef {import("./actors.mjs").World} World
 * @typedef {import("./operations.mjs").Operation} Operation
 */

/** Somebody else's task under one's own path: the same 404 as none. @param {Actor} actor @param {World} world @returns {Operation} */
export function foreignTask({ user, mark, random }, world) {
  const others = world.recent.filter((offered) => offered.user !== user);
  const { id } = random.pick(others);
  const content = { title: `${mark} was here`, description: "", completed: true };
  const [method, suffix, body] = random.pick(
    /** @type {[string, string, unknown][]} */ ([
      ["GET", "", undefined],
      ["PUT", "", content],
      ["PATCH", "", { title: content.title }],
      ["PATCH", "/complete", { completed: true }],
      ["DELETE", "", undefined],
    ]),
  );
  return {
    method,
    suffix: `/${id}${suffix}`,
    template: `/{somebody else's task_id}${suffix}`,
    body,
    judge: (answer) => unless(answer, 404),
  };
}

/**
 * Whatever one may do, by somebody else's path. A guarded app refuses it; without its guard it serves the caller
 * as if by their own.
 *
 * @param {Actor} actor
 * @param {World} world
 * @param {boolean} guarded
 * @returns {Operation}
 */
export function foreignPath(actor, world, guarded) {
  const { model, random } = actor;
  const may = [
    list,
    create,
    ...(model.ids.length > 0 ? [get] : []),
    ...(model.settled.length > 0 ? [change] : []),
  ];
  const operation = random.pick(may)(actor, world);
  if (!guarded) return operation;
  return {
    ...operation,
    judge: (answer) => unless(answer, 403),
    lost: () => {},
  };
}
