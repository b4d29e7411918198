/** One run: the verifiers are started, asked, and stopped. */
import { ORACLES, OURS, openVerifier } from "../verifiers/index.mjs";
import { fuzz } from "./driver.mjs";
import { POLICY } from "./material.mjs";

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {Awaited<ReturnType<typeof run>>} Outcome */

/**
 * Ask the two packages and the oracles about the first cases of a seed.
 *
 * @param {{ seed: string, count: number, onProgress?: (done: number, found: number) => void }} options
 */
export async function run(options) {
  const open = (/** @type {readonly import("../verifiers/index.mjs").Name[]} */ names) =>
    Promise.all(names.map((name) => openVerifier(name, POLICY)));
  const begun = performance.now();
  const [ours, oracles] = await Promise.all([open(OURS), open(ORACLES)]);
  /** Milliseconds until each had answered, all batches together; they work beside each other. @type {Map<string, number>} */
  const waits = new Map();
  const timed = (/** @type {Verifier[]} */ verifiers) => verifiers.map((each) => withWait(each, waits));
  try {
    const outcome = await fuzz({ ...options, ours: timed(ours), oracles: timed(oracles) });
    return { ...outcome, waits, time: performance.now() - begun };
  } finally {
    await Promise.all([...ours, ...oracles].map(({ close }) => close()));
  }
}

/**
 * @param {Verifier} verifier
 * @param {Map<string, number>} waits
 * @returns {Verifier}
 */
const withWait = (verifier, waits) => ({
  ...verifier,
  verdicts: async (questions) => {
    const asked = performance.now();
    const verdicts = await verifier.verdicts(questions);
    waits.set(verifier.name, (waits.get(verifier.name) ?? 0) + performance.now() - asked);
    return verdicts;
  },
});
