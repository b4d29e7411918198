/** One run: the verifiers are started, asked, and stopped. */
import { ORACLES, OURS, openVerifier } from "../verifiers/index.mjs";
import { fuzz } from "./driver.mjs";
import { POLICY } from "./material.mjs";

/** @typedef {Awaited<ReturnType<typeof fuzz>>} Outcome */

/**
 * Ask the two packages and the oracles about the first cases of a seed.
 *
 * @param {{ seed: string, count: number, onProgress?: (done: number, found: number) => void }} options
 * @returns {Promise<Outcome>}
 */
export async function run(options) {
  const open = (/** @type {readonly import("../verifiers/index.mjs").Name[]} */ names) =>
    Promise.all(names.map((name) => openVerifier(name, POLICY)));
  const [ours, oracles] = await Promise.all([open(OURS), open(ORACLES)]);
  try {
    return await fuzz({ ...options, ours, oracles });
  } finally {
    await Promise.all([...ours, ...oracles].map(({ close }) => close()));
  }
}
