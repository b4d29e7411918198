/** Asks every verifier the same questions, and keeps what they should not have answered. */
import { makeCase } from "./cases.mjs";
import { createFindings } from "./findings.mjs";
import { createPanel } from "./panel.mjs";
import { createTally } from "./tally.mjs";
import { fault } from "./verdicts.mjs";

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/**
 * @typedef {object} Plan
 * @property {string} seed
 * @property {number} count
 * @property {readonly Verifier[]} ours - which have to agree in every word
 * @property {readonly Verifier[]} oracles
 * @property {(done: number, found: number) => void} [onProgress]
 */

const BATCH = 2_000;

/**
 * Run the cases 0 to count − 1 of a seed.
 *
 * @param {Plan} plan
 * @throws {Error} that tells where it was, when a verifier ends or hangs.
 */
export async function fuzz({ seed, count, ours, oracles, onProgress = () => {} }) {
  const panel = createPanel(ours, oracles);
  const tally = createTally();
  const findings = createFindings(seed, panel);
  let found = 0;
  let next = makeBatch(seed, 0, count);
  for (let done = 0; done < count; ) {
    const cases = next;
    const asked = panel(cases.map(({ question }) => question)).catch((error) => {
      const last = done + cases.length - 1;
      throw new Error(`seed ${seed}, in one of the cases ${done} to ${last}: ${error.message}`, {
        cause: error,
      });
    });
    next = makeBatch(seed, done + cases.length, count); // while the others work
    const judged = await asked;
    for (const [at, each] of cases.entries()) {
      const said = judged[at] ?? { ours: {}, oracles: {} };
      tally.add(each, said);
      const kind = fault(each.known, said);
      if (kind === undefined) continue;
      found += 1;
      await findings.add(kind, each, said);
    }
    done += cases.length;
    onProgress(done, found);
  }
  return { seed, count, found, findings: findings.all(), tally };
}

/** @param {string} seed @param {number} start @param {number} count */
const makeBatch = (seed, start, count) =>
  Array.from({ length: Math.min(BATCH, count - start) }, (_, at) => makeCase(seed, start + at));
