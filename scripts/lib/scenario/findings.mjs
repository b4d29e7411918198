/** What was counted, and what none of it should have been. */

/** @typedef {import("./verdict.mjs").Fault} Fault */
/** @typedef {{ fault: Fault, what: string, request: string, at: number }} Finding - `at`: milliseconds since the beginning */

const KEPT = 40;
/** @type {readonly Fault[]} */
export const FAULTS = [
  "accepted",
  "refused",
  "unavailable",
  "foreign row",
  "lost write",
  "wrong answer",
  "ended by itself",
];

export class Findings {
  /** @type {Record<Fault, number>} */
  found = {
    accepted: 0,
    refused: 0,
    unavailable: 0,
    "foreign row": 0,
    "lost write": 0,
    "wrong answer": 0,
    "ended by itself": 0,
  };
  /** The first ones. @type {Finding[]} */
  list = [];
  /** @type {Map<string, number>} what people have done, and how often */
  counts = new Map();
  /** Milliseconds from the answer of an ending to the first refusal, while nothing was down. @type {number[]} */
  delays = [];
  #began;

  /** @param {number} began */
  constructor(began) {
    this.#began = began;
  }

  /** The moments of what is found count from now. @param {number} began */
  begin(began) {
    this.#began = began;
  }

  /** @param {Fault} fault @param {string} what @param {string} request */
  add(fault, what, request) {
    this.found[fault] += 1;
    if (this.list.length < KEPT) this.list.push({ fault, what, request, at: Date.now() - this.#began });
  }

  /** @param {string} what */
  count(what) {
    this.counts.set(what, this.countOf(what) + 1);
  }

  /** @param {string} what */
  countOf(what) {
    return this.counts.get(what) ?? 0;
  }

  get total() {
    return Object.values(this.found).reduce((sum, count) => sum + count, 0);
  }
}
