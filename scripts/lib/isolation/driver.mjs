/** Makes the requests, judges every answer, and keeps what none of them should have been. */
import { holdsForeign } from "./actors.mjs";
import { foreignPath, foreignTask } from "./attempts.mjs";
import { chooseChaos } from "./chaos.mjs";
import { change, create, get, list, page, remove } from "./operations.mjs";

/**
 * @typedef {import("./actors.mjs").Actor} Actor
 * @typedef {import("./actors.mjs").World} World
 * @typedef {import("./chaos.mjs").Chaos} Chaos
 * @typedef {import("./operations.mjs").Operation} Operation
 */
/**
 * @typedef {object} Finding
 * @property {"foreign row" | "lost write" | "wrong answer"} kind
 * @property {string} what
 * @property {string} request - which one, so that it can be found again
 *
 * @typedef {object} Outcome
 * @property {number} requests
 * @property {number} answered
 * @property {Map<Chaos["kind"] | "busy", number>} disturbed - those that got no answer, by what happened to them
 * @property {Record<Finding["kind"], number>} found
 * @property {Finding[]} findings - the first ones
 */

const KEPT = 20;
/** How often the last list is asked for, when the API is too busy. */
const TRIES = 5;
/** An actor with so many tasks makes no more. */
const MOST = 12;
const SHARES = {
  list: 14,
  page: 10,
  get: 14,
  create: 18,
  change: 20,
  remove: 8,
  foreignTask: 8,
  foreignPath: 8,
};

/**
 * @param {object} options
 * @param {World} options.world
 * @param {import("./http.mjs").Caller} options.caller
 * @param {number} options.requests
 * @param {number} options.concurrency - requests at the same time, each of another actor
 * @param {boolean} options.guarded
 * @param {(done: number, found: number) => void} [options.onProgress]
 * @returns {Promise<Outcome>}
 */
export async function drive({ world, caller, requests, concurrency, guarded, onProgress = () => {} }) {
  /** @type {Outcome} */
  const outcome = {
    requests,
    answered: 0,
    disturbed: new Map(),
    found: { "foreign row": 0, "lost write": 0, "wrong answer": 0 },
    findings: [],
  };
  const add = (/** @type {Finding} */ finding) => {
    outcome.found[finding.kind] += 1;
    if (outcome.findings.length < KEPT) outcome.findings.push(finding);
  };

  /** @param {Actor} actor @param {number} number @param {Operation} operation @param {string} path @param {Chaos} [chaos] */
  const ask = async (actor, number, operation, path, chaos) => {
    const { method, suffix, template, body, key } = operation;
    const headers = {
      Authorization: actor.user.authorization,
      ...(key && { "Idempotency-Key": key }),
      ...(chaos?.order && { "X-Chaos": chaos.order }),
    };
    const hangUp = chaos?.hangUp === undefined ? {} : { hangUp: chaos.hangUp };
    const answer = await caller.send({ method, path: `${path}${suffix}`, headers, body, ...hangUp });
    const how = chaos ? ` (${chaos.order ?? `${chaos.kind} after ${chaos.hangUp} ms`})` : "";
    const whose = path.includes(actor.user.id) ? "" : " by another user's path";
    const request = `request ${number}: ${method} /api/{user_id}/tasks${template}${whose}${how} of ${actor.mark}`;
    const { user } = actor;
    // Location repeats the path that was asked for, and so whatever id the caller has put there.
    const isForeign =
      answer && (holdsForeign(world, user, answer.text) || holdsForeign(world, user, answer.headers, path));
    if (isForeign) {
      return add({ kind: "foreign row", what: `${answer.status} with something of another user's`, request });
    }
    // 503 says "not now" by itself: a machine with too much to do keeps a request waiting for a connection.
    const kind = chaos?.kind ?? (answer?.status === 503 ? "busy" : undefined);
    if (!answer || (kind && answer.status >= 500)) {
      operation.lost?.();
      if (kind) return outcome.disturbed.set(kind, (outcome.disturbed.get(kind) ?? 0) + 1);
      return add({ kind: "wrong answer", what: "no answer", request });
    }
    outcome.answered += 1;
    const what = operation.judge(answer);
    if (what) add({ kind: /^\d/.test(what) ? "wrong answer" : "lost write", what, request });
  };

  let next = 0;
  const waiting = [...world.actors];
  const work = async () => {
    for (;;) {
      const actor = next < requests ? waiting.shift() : undefined;
      if (!actor) return;
      next += 1;
      const { operation, path } = choose(actor, world, guarded);
      await ask(actor, next, operation, path, chooseChaos(actor.random));
      waiting.push(actor);
      onProgress(
        next,
        outcome.found["foreign row"] + outcome.found["lost write"] + outcome.found["wrong answer"],
      );
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  // Whatever was acknowledged is still there, and nothing else is.
  for (const actor of world.actors) {
    const { answered } = outcome;
    for (let tries = 0; tries < TRIES && outcome.answered === answered; tries += 1)
      await ask(actor, ++next, list(actor), pathOf(actor.user));
    if (outcome.answered === answered)
      add({ kind: "lost write", what: "there is no last list", request: `of ${actor.mark}` });
  }
  return outcome;
}

/** @param {import("./actors.mjs").User} user */
const pathOf = (user) => `/api/${user.id}/tasks`;

/** @param {Actor} actor @param {World} world @param {boolean} guarded */
function choose(actor, world, guarded) {
  const { model, random, user } = actor;
  const path = pathOf(user);
  const chosen = random.weighted(SHARES);
  if (chosen === "foreignTask" && world.recent.some((offered) => offered.user !== user))
    return { path, operation: foreignTask(actor, world) };
  if (chosen === "foreignPath") {
    const other = random.pick(world.users.filter((candidate) => candidate !== user));
    return { path: pathOf(other), operation: foreignPath(actor, world, guarded) };
  }
  if (chosen === "list") return { path, operation: list(actor) };
  if (chosen === "page") return { path, operation: page(actor, world) };
  if (chosen === "get" && model.ids.length > 0) return { path, operation: get(actor) };
  if (model.settled.length > 0 && (chosen === "change" || model.size >= MOST))
    return { path, operation: model.size >= MOST ? remove(actor) : change(actor) };
  if (chosen === "remove" && model.settled.length > 0) return { path, operation: remove(actor) };
  return { path, operation: model.size < MOST ? create(actor, world) : list(actor) };
}
