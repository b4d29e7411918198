/** Asks every verifier the same questions, and keeps what they should not have answered. */
import { makeCase } from "./cases.mjs";
import { shrink } from "./shrink.mjs";
import { createTally } from "./tally.mjs";
import { fault, word } from "./verdicts.mjs";

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {import("./verdicts.mjs").Verdicts} Verdicts */
/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {import("../verifiers/index.mjs").Question} Question */
/**
 * @typedef {object} Finding
 * @property {import("./verdicts.mjs").Kind} kind
 * @property {string} seed
 * @property {number} index
 * @property {string[]} families
 * @property {Case["known"]} known
 * @property {number} alike - how many of the same kind, family and words this one stands for
 * @property {Question} question - made as short as the fault allows
 * @property {Verdicts} verdicts - of that question
 *
 * @typedef {object} Plan
 * @property {string} seed
 * @property {number} count
 * @property {readonly Verifier[]} ours - which have to agree in every word
 * @property {readonly Verifier[]} oracles
 * @property {(done: number, findings: number) => void} [onProgress]
 */

const BATCH = 2_000;

/**
 * Run the cases 0 to count − 1 of a seed.
 *
 * @param {Plan} plan
 */
export async function fuzz({ seed, count, ours, oracles, onProgress = () => {} }) {
  const tally = createTally();
  /** @type {Map<string, Finding>} */
  const findings = new Map();
  let found = 0;
  for (let start = 0; start < count; start += BATCH) {
    const cases = Array.from({ length: Math.min(BATCH, count - start) }, (_, at) =>
      makeCase(seed, start + at),
    );
    const verdicts = await judgeAll(
      cases.map(({ question }) => question),
      ours,
      oracles,
    );
    for (const [at, { ours: own, oracles: others }] of verdicts.entries()) {
      const each = /** @type {Case} */ (cases[at]);
      tally.add(each, own, others);
      const kind = fault(each.known, own, others);
      if (kind === undefined) continue;
      found += 1;
      const alike = [kind, each.family, ...Object.values(own).map(word)].join();
      const known = findings.get(alike);
      if (known) known.alike += 1;
      else findings.set(alike, await describe(kind, seed, each, ours, oracles));
    }
    onProgress(start + cases.length, found);
  }
  return { seed, count, found, findings: [...findings.values()], tally };
}

/**
 * @param {import("./verdicts.mjs").Kind} kind
 * @param {string} seed
 * @param {Case} each
 * @param {readonly Verifier[]} ours
 * @param {readonly Verifier[]} oracles
 * @returns {Promise<Finding>}
 */
async function describe(kind, seed, each, ours, oracles) {
  const { index, families, known } = each;
  const { question, verdicts } = await shrink(kind, each, (questions) => judgeAll(questions, ours, oracles));
  return {
    kind,
    seed,
    index,
    families,
    known,
    alike: 1,
    question,
    verdicts: { ...verdicts.ours, ...verdicts.oracles },
  };
}

/**
 * @param {readonly Question[]} questions
 * @param {readonly Verifier[]} ours
 * @param {readonly Verifier[]} oracles - which are asked about tokens, and cannot be about headers
 * @returns {Promise<{ ours: Verdicts, oracles: Verdicts }[]>}
 */
async function judgeAll(questions, ours, oracles) {
  const tokens = questions.filter((question) => "token" in question);
  const [own, others] = await Promise.all([
    Promise.all(ours.map(async ({ name, verdicts }) => ({ name, answers: await verdicts(questions) }))),
    Promise.all(oracles.map(async ({ name, verdicts }) => ({ name, answers: await verdicts(tokens) }))),
  ]);
  let next = 0; // among the tokens
  return questions.map((question, at) => {
    const there = "token" in question ? next++ : -1;
    return { ours: column(own, at), oracles: there < 0 ? {} : column(others, there) };
  });
}

/** @param {readonly { name: string, answers: import("../verifiers/index.mjs").Verdict[] }[]} answered @param {number} at @returns {Verdicts} */
const column = (answered, at) =>
  Object.fromEntries(
    answered.map(({ name, answers }) => [name, answers[at] ?? { ok: false, crash: "no answer" }]),
  );
