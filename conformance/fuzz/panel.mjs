/** Everybody who is asked, as one. */

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {import("../verifiers/index.mjs").Verdict} Verdict */
/** @typedef {import("../verifiers/index.mjs").Question} Question */
/** @typedef {Readonly<Record<string, Verdict>>} Verdicts - by verifier */
/** @typedef {{ ours: Verdicts, oracles: Verdicts }} Judged - no oracles for a question that they cannot be asked */
/** @typedef {(questions: readonly Question[]) => Promise<Judged[]>} Panel */

/**
 * @param {readonly Verifier[]} ours
 * @param {readonly Verifier[]} oracles - which know tokens, and not headers
 * @returns {Panel}
 */
export const createPanel = (ours, oracles) => async (questions) => {
  const tokens = questions.filter((question) => "token" in question);
  const [own, others] = await Promise.all([answers(ours, questions), answers(oracles, tokens)]);
  let asked = 0; // of the tokens
  return questions.map((question, at) => ({
    ours: row(own, at),
    oracles: "token" in question ? row(others, asked++) : {},
  }));
};

/** @param {readonly Verifier[]} verifiers @param {readonly Question[]} questions */
const answers = (verifiers, questions) =>
  Promise.all(verifiers.map(async ({ name, verdicts }) => ({ name, verdicts: await verdicts(questions) })));

/** @param {readonly { name: string, verdicts: readonly Verdict[] }[]} columns @param {number} at @returns {Verdicts} */
const row = (columns, at) =>
  Object.fromEntries(
    columns.map(({ name, verdicts }) => [name, verdicts[at] ?? { ok: false, crash: "no answer" }]),
  );
