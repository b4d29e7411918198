/** Who calls: users who know nothing of each other, each on one device or several. */
import { createHash } from "node:crypto";
import { Model } from "./model.mjs";
import { createRandom } from "./random.mjs";

/** @typedef {{ id: string, authorization: string }} User - everything that is theirs holds the id */
/**
 * One device: it makes one request after the other, and only it touches its own tasks.
 *
 * @typedef {object} Actor
 * @property {User} user
 * @property {string} mark - all titles of this device's begin with it
 * @property {Model} model
 * @property {import("./random.mjs").Random} random
 *
 * @typedef {object} World
 * @property {readonly User[]} users
 * @property {readonly Actor[]} actors
 * @property {Map<string, string>} owners - of every task that was ever seen, by its id
 * @property {{ user: User, id: string }[]} recent - some tasks, for others to try
 * @property {{ user: User, cursor: string, sort: string }[]} cursors - the same
 */

const RECENT = 200;
const ID = /\bzq[0-9a-f]{14}\b/g;
const TASK_ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/**
 * @param {{ seed: string, users: number, devices: number, mint: (userId: string) => string }} options
 * @returns {World}
 */
export function createWorld({ seed, users: count, devices, mint }) {
  const users = Array.from({ length: count }, (_, at) => {
    const id = `zq${createHash("sha256").update(`${seed} user ${at}`).digest("hex").slice(0, 14)}`;
    return { id, authorization: `Bearer ${mint(id)}` };
  });
  const actors = users.flatMap((user, at) =>
    Array.from({ length: devices }, (_, device) => ({
      user,
      mark: `${user.id} d${device}`,
      model: new Model(),
      random: createRandom(seed, at * devices + device),
    })),
  );
  return { users, actors, owners: new Map(), recent: [], cursors: [] };
}

/** Remember something for others to try. @template T @param {T[]} list @param {T} item */
export function offer(list, item) {
  list.push(item);
  if (list.length > RECENT) list.shift();
}

/**
 * Whether an answer holds anything of somebody else's: an id of theirs, or a text that only they have written.
 *
 * @param {World} world
 * @param {User} user
 * @param {string} text
 * @param {string} [sent] - what the caller said itself
 */
export function holdsForeign({ owners }, user, text, sent = "") {
  const isForeign = (/** @type {string} */ id, owner = user.id) => owner !== user.id && !sent.includes(id);
  const foreignText = text.match(ID)?.some((id) => isForeign(id, id)) ?? false;
  return foreignText || (text.match(TASK_ID)?.some((id) => isForeign(id, owners.get(id))) ?? false);
}
