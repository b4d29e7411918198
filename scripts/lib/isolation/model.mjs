/**
 * What one actor's tasks must be by now. A request that was never answered may have been done or not: until a
 * later answer shows which, both are right, and nobody touches that task again.
 */

/** @typedef {{ title: string, description: string, completed: boolean }} Content */
/** @typedef {Content & { id: string }} Task */
/** @typedef {{ content: Content, doubt?: { maybe: Content | "deleted", since: number } }} Known */
/** @typedef {{ content: Content, key: string | undefined, since: number }} Lost - a new task whose answer never came */

/** Milliseconds after which nobody can still be at work on a request: longer than all time-outs of the API. */
const OVER = 20_000;

/** @param {Content} one @param {Content} other */
const same = (one, other) =>
  one.title === other.title && one.description === other.description && one.completed === other.completed;

export class Model {
  /** @type {Map<string, Known>} by id */
  #tasks = new Map();
  /** @type {Lost[]} */
  #lost = [];
  #now;

  /** @param {() => number} now - milliseconds */
  constructor(now = Date.now) {
    this.#now = now;
  }

  /** How many tasks there may be. */
  get size() {
    return this.#tasks.size + this.#lost.length;
  }

  /** Ids of tasks about which nothing is open. */
  get settled() {
    return [...this.#tasks].flatMap(([id, { doubt }]) => (doubt ? [] : [id]));
  }

  /** A new task that may be sent again, because it has a key. */
  get repeatable() {
    return this.#lost.find(({ key }) => key !== undefined);
  }

  /** Ids of all tasks. */
  get ids() {
    return [...this.#tasks.keys()];
  }

  /** @param {string} id @returns {Content} */
  contentOf(id) {
    const known = this.#tasks.get(id);
    if (!known) throw new Error("the model has no such task");
    return known.content;
  }

  /** A write was answered, or a task was seen. @param {string} id @param {Content} content */
  set(id, { title, description, completed }) {
    this.#tasks.set(id, { content: { title, description, completed } });
  }

  /** @param {string} id */
  delete(id) {
    this.#tasks.delete(id);
  }

  /** A write was sent and not answered. @param {string} id @param {Content | "deleted"} maybe */
  doubt(id, maybe) {
    const known = this.#tasks.get(id);
    if (known) known.doubt = { maybe, since: this.#now() };
  }

  /** A new task was sent and not answered. @param {Content} content @param {string | undefined} key */
  lose(content, key) {
    this.#lost.push({ content, key, since: this.#now() });
  }

  /** A new task was sent again, and answered. @param {Lost} lost */
  find(lost) {
    this.#lost = this.#lost.filter((each) => each !== lost);
  }

  /**
   * Somebody read this task; undefined: it was not there.
   *
   * @param {string} id
   * @param {Content | undefined} seen
   * @returns {string | undefined} what is wrong
   */
  read(id, seen) {
    const known = this.#tasks.get(id);
    if (!known) return seen && "a deleted task is back";
    const { content, doubt } = known;
    if (seen === undefined) {
      if (doubt?.maybe !== "deleted") return "a task is gone";
      this.#tasks.delete(id);
    } else if (typeof doubt?.maybe === "object" && same(seen, doubt.maybe)) this.set(id, seen);
    else if (!same(seen, content)) return "a task is not as it was left";
    else if (doubt && this.#isOver(doubt)) this.set(id, content);
    return undefined;
  }

  /**
   * Somebody read all of the actor's tasks.
   *
   * @param {readonly Task[]} seen
   * @returns {string | undefined} what is wrong
   */
  readAll(seen) {
    const there = new Map(seen.map((task) => [task.id, task]));
    if (there.size !== seen.length) return "a task is listed twice";
    for (const task of seen)
      if (!this.#tasks.has(task.id) && !this.#adopt(task)) return "a task from nowhere";
    for (const id of this.ids) {
      const wrong = this.read(id, there.get(id));
      if (wrong) return wrong;
    }
    this.#lost = this.#lost.filter((lost) => lost.key !== undefined || !this.#isOver(lost));
    return undefined;
  }

  /** Whether this can be one of the actor's tasks, as it is or may be. @param {Task} seen */
  admits(seen) {
    const known = this.#tasks.get(seen.id);
    if (!known) return this.#lost.some(({ content }) => same(content, seen));
    const { content, doubt } = known;
    return same(content, seen) || (typeof doubt?.maybe === "object" && same(doubt.maybe, seen));
  }

  /** A new task whose answer was lost has turned up. @param {Task} task */
  #adopt(task) {
    const lost = this.#lost.find(({ content }) => same(content, task));
    if (!lost) return false;
    this.find(lost);
    this.set(task.id, task);
    return true;
  }

  /** @param {{ since: number }} doubt */
  #isOver({ since }) {
    return this.#now() - since > OVER;
  }
}
