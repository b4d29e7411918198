/** Others at work: requests at a steady rate, to all APIs in turn. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { statusOf } from "./browser.mjs";

/** Milliseconds between two looks at what is due. */
const TICK = 10;
/** Seconds' worth of requests that may be under way: what is due beyond that waits. */
const MOST_WAITING = 1;
/** Part of the requests that must have been made in the end, or nothing is said of this load. */
const ENOUGH = 0.9;

/**
 * @param {string[]} apis
 * @param {{ token: string }[]} people - who stay signed in
 * @param {number} load - requests a second
 * @param {(api: number, status: number, asked: number) => void} judge - told of each answer, and when it was asked for; 0 for none
 */
export function press(apis, people, load, judge) {
  let [requests, held, last] = [0, 0, performance.now()];
  const begun = performance.now();
  const due = () => ((performance.now() - begun) / 1000) * load;
  /** @type {Set<Promise<void>>} */
  const under = new Set();
  const timer = setInterval(() => {
    held = Math.max(held, performance.now() - last - TICK);
    last = performance.now();
    for (; requests < due() && under.size < MOST_WAITING * load; requests++) {
      const at = requests % apis.length;
      const [api = "", person] = [apis[at], people[requests % people.length]];
      const moment = performance.now();
      const asked = statusOf(api, person?.token ?? "").then(
        (status) => judge(at, status, moment),
        () => judge(at, 0, moment),
      );
      under.add(asked);
      asked.finally(() => under.delete(asked));
    }
  }, TICK);
  return {
    /**
     * @returns how many requests there were, and for how many milliseconds at most this process itself was held up: what it saw
     *   late by that much need not have happened late
     */
    async stop() {
      clearInterval(timer);
      const isServed = requests >= ENOUGH * due();
      await Promise.all(under);
      if (!isServed)
        throw new Failure(`this machine does not serve ${load} requests a second now: see --load`);
      return { requests, held };
    },
  };
}
