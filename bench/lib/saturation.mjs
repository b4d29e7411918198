/** What was measured counts only when the server had all of what limits it. */
import { Failure } from "../../scripts/lib/failure.mjs";
import { SATURATED } from "./cpu.mjs";

/** @param {number} allowed - how often a measurement may be taken again, in all */
export function requireSaturation(allowed) {
  let [least, again] = [Number.POSITIVE_INFINITY, 0];
  return {
    /**
     * Measure until nothing else had the core for a while: a measurement beside something else says nothing.
     *
     * @template {{ limit: number }} Measured - how busy what limits the server was, as a part
     * @param {string} id - of the server
     * @param {() => Promise<Measured>} measure
     * @returns {Promise<Measured>}
     * @throws {Failure} when it has been taken again too often.
     */
    async of(id, measure) {
      let measured = await measure();
      // Said positively: what is not a number is not busy.
      for (; !(measured.limit >= SATURATED) && again < allowed; again++) measured = await measure();
      if (!(measured.limit >= SATURATED)) {
        const part = percent(measured.limit);
        const message = `the server ${id} had its core for ${part} of the time only, so nothing is reported. Stop what else runs, and repeat`;
        throw new Failure(message);
      }
      least = Math.min(least, measured.limit);
      return measured;
    },
    /** How busy it was in the measurement that counts and had the least. */
    least: () => least,
    again: () => again,
  };
}

/** @param {number} part */
export const percent = (part) => `${Math.floor(part * 100)} %`;
