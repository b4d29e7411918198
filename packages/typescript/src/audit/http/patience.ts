import type { Answer } from "./client.js";

/** All in milliseconds. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 60_000;
const ALL_PAUSES = 300_000;
const MAX_RETRIES = 3;

/** How long to wait before a request is tried again that got no answer to judge by: a busy server, a broken line. */
export class Patience {
  #spent = 0;
  readonly #silent = new Set<string>();
  readonly #now: () => number;

  /** @param now - Milliseconds since the epoch. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Milliseconds, as `Retry-After` demands where it is there; undefined when it is not worth it: after some tries, for
   * longer than a minute, after five minutes of pauses in all, and where nothing came twice already.
   */
  pauseAfter({ request, headers, failure }: Answer, retries: number): number | undefined {
    if (retries >= MAX_RETRIES) return undefined;
    if (failure === "time-out") {
      const place = `${request.method} ${request.path}`;
      if (this.#silent.has(place)) return undefined;
      this.#silent.add(place);
      return 0;
    }
    const pause = this.#wanted(headers.get("Retry-After")) ?? FIRST_PAUSE * 2 ** retries;
    if (pause > LONGEST_PAUSE || this.#spent + pause > ALL_PAUSES) return undefined;
    this.#spent += pause;
    return pause;
  }

  /** Seconds, or a date (RFC 9110 §10.2.3). */
  #wanted(value: string | null): number | undefined {
    if (value === null) return undefined;
    if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
    const until = Date.parse(value);
    return Number.isNaN(until) ? undefined : Math.max(until - this.#now(), 0);
  }
}
