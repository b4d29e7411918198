/** What was down when, and what that excuses. */
import { intersection, lengthAt, overlap, prolonged, quietFrom, union } from "./spans.mjs";

/**
 * @typedef {import("./spans.mjs").Span} Span
 * @typedef {import("./bounds.mjs").Bounds} Bounds
 * @typedef {"feed" | "redis"} Transport
 */

const WEBS = ["web-1", "web-2"];

export class Outages {
  /** @type {Map<string, Span[]>} by component */
  #spans = new Map();
  #bounds;
  #transport;

  /** @param {Bounds} bounds @param {Transport} transport */
  constructor(bounds, transport) {
    this.#bounds = bounds;
    this.#transport = transport;
  }

  /** @param {string} name @param {number} at */
  begin(name, at) {
    this.#spans.set(name, [...this.#of(name), { from: at, to: Number.POSITIVE_INFINITY }]);
  }

  /** @param {string} name @param {number} at */
  end(name, at) {
    const last = this.#of(name).at(-1);
    if (last) last.to = Math.min(last.to, at);
  }

  /** Whether it is no wonder that an answer is 503, or that there is none. @param {readonly string[]} needed @param {Span} span */
  excuse(needed, span) {
    return overlap(this.#disturbances(needed), span);
  }

  /** The same, where an API answers that it has not heard for too long. @param {Span} span */
  excusesStale(span) {
    // The last word may be some seconds old when the silence begins.
    return lengthAt(this.#unheard(), span.to) > (this.#bounds.staleness * 2) / 3;
  }

  /**
   * The same, where an API that has just started has no key of the key set yet. It asks again after pauses that double, so after
   * the outage it may wait once more for as long as that lasted.
   *
   * @param {string} api @param {Span} span
   */
  excusesKeys(api, span) {
    const { grace, staleness } = this.#bounds;
    const down = union([...WEBS, "postgres"].flatMap((name) => this.#of(name)));
    const waiting = down.map(({ from, to }) => ({ from, to: to + Math.min(to - from, staleness) + grace }));
    return overlap(waiting, span) || this.excuse([api], span);
  }

  /** Whether an API cannot have heard for too long: it must not accept anything. @param {Span} span */
  forbid({ from }) {
    return lengthAt(this.#silence(), from) > this.#bounds.staleness + this.#bounds.within;
  }

  /** From when on an API refuses what had ended by a moment. @param {string} api @param {number} ended */
  refusedFrom(api, ended) {
    const { within, staleness } = this.#bounds;
    const quiet = quietFrom([...this.#unheard(), ...this.#disturbances([api])], ended, within);
    return Math.min(quiet, ended + staleness) + within;
  }

  /** Whether nothing was down that an API hears of endings by. @param {string} api @param {Span} span */
  isQuiet(api, span) {
    return !overlap([...this.#unheard(), ...this.#disturbances([api])], span);
  }

  /** When an API may not have heard: nobody could tell it, or whoever did is gone, and it has to find the other. */
  #unheard() {
    const { grace } = this.#bounds;
    const tellers = this.#transport === "redis" ? [] : WEBS.flatMap((name) => this.#of(name));
    return union([
      ...prolonged(this.#silence(), grace),
      ...tellers.map(({ from }) => ({ from, to: from + grace })),
    ]);
  }

  /** When no API can have heard anything. */
  #silence() {
    if (this.#transport === "redis") return this.#of("redis");
    return union([...intersection(WEBS.map((name) => this.#of(name))), ...this.#of("postgres")]);
  }

  /** @param {readonly string[]} names */
  #disturbances(names) {
    const spans = names.flatMap((name) => this.#of(name));
    return union(prolonged(spans, this.#bounds.grace));
  }

  /** @param {string} name */
  #of(name) {
    return this.#spans.get(name) ?? [];
  }
}
