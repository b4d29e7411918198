/** One process of the system, which is killed, restarted with other settings, and always comes back. */
import { Failure } from "../failure.mjs";

const DRAINED = 10_000; // milliseconds
const INTERVAL = 50; // milliseconds
/** Milliseconds; a machine with other work to do starts Next slowly, and PostgreSQL may not be there meanwhile. */
const PATIENCE = 90_000;

/** @typedef {(milliseconds: number) => Promise<unknown>} Pause */
/**
 * A process that has begun to start.
 *
 * @typedef {object} Begun
 * @property {() => Promise<boolean>} isReady
 * @property {() => Promise<unknown>} kill - with SIGKILL; fulfilled once it is gone
 * @property {() => Promise<unknown>} stop - politely
 * @property {Promise<string>} ended - how, in words
 */
/**
 * @template Settings
 * @typedef {object} Kind
 * @property {string} name
 * @property {Settings} settings
 * @property {(settings: Settings, count: number) => Begun} begin - `count` of this component's starts
 * @property {import("./outages.mjs").Outages} outages
 * @property {(what: string) => void} broken - told of an end that nobody brought about
 * @property {() => void} [retire] - called when no request is sent there any more
 */

/** @template Settings */
export class Component {
  /** Requests that are under way. */
  busy = 0;
  /** @type {"up" | "killed" | "away"} away: nobody is sent there, because it is being replaced */
  state = /** @type {const} */ ("away");
  name;
  #kind;
  #settings;
  #count = 0;
  /** @type {Begun | undefined} */
  #process;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  #isOver = false;

  /** @param {Kind<Settings>} kind */
  constructor(kind) {
    this.name = kind.name;
    this.#kind = kind;
    this.#settings = kind.settings;
    kind.outages.begin(kind.name, Date.now());
  }

  /** @throws {Failure} when it does not become ready. */
  start() {
    return this.#next(() => this.#start());
  }

  /** End it at once, and let it come back after a pause. @param {number} pause - milliseconds */
  async kill(pause) {
    this.#leave("killed");
    await this.#next(async () => {
      this.#leave("killed"); // it may have come back while this waited for its turn
      await this.#process?.kill();
      await sleep(pause);
      await this.#start();
    });
  }

  /** Once its requests are answered it is stopped, and comes back with other settings. @param {(settings: Settings) => Settings} change */
  replace(change) {
    return this.#next(async () => {
      this.#leave("away");
      const late = Date.now() + DRAINED;
      while (this.busy > 0 && Date.now() < late) await sleep(INTERVAL);
      this.#kind.retire?.();
      await this.#process?.stop();
      this.#settings = change(this.#settings);
      await this.#start();
    });
  }

  async stop() {
    this.#isOver = true;
    this.#leave("away");
    await this.#process?.kill();
  }

  async #start() {
    if (this.#isOver) return;
    const late = Date.now() + PATIENCE;
    this.#count += 1;
    let begun = this.#begin();
    // Whoever answers in the place of one that has ended, it is another.
    while (!((await begun.process.isReady()) && begun.ended === "")) {
      if (this.#isOver) return;
      if (Date.now() > late) throw new Failure(`${this.name} does not start`);
      // What is still left of its predecessor may keep it from starting.
      if (begun.ended !== "") begun = this.#begin();
      await sleep(INTERVAL);
    }
    this.state = "up";
    this.#kind.outages.end(this.name, Date.now());
  }

  #begin() {
    const process = this.#kind.begin(this.#settings, this.#count);
    const begun = { process, ended: "" };
    this.#process = process;
    process.ended.then((how) => {
      begun.ended = how;
      if (this.state !== "up" || this.#process !== process) return;
      this.#kind.broken(`${this.name} has ended by itself (${how})`);
      this.#leave("killed");
      void this.#next(() => this.#start());
    });
    return begun;
  }

  /** @param {"killed" | "away"} state */
  #leave(state) {
    if (this.state === "up") this.#kind.outages.begin(this.name, Date.now());
    this.state = state;
  }

  /** One thing after the other. @param {() => Promise<void>} work */
  #next(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }
}

/** @param {number} milliseconds */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
