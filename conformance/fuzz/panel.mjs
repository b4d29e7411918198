/** Everybody who is asked, as one. */

/** @typedef {import("../verifiers/index.mjs").Verifier} Verifier */
/** @typedef {import("../verifiers/index.mjs").Verdict} Verdict */
/** @typedef {import("../verifiers/index.mjs").Question} Question */
/** @typedef {Readonly<Record<string, Verdict>>} Verdicts - by verifier */
/** @typedef {{ ours: Verdicts, oracles: Verdicts }} Judged - no oracles for a question that they cannot be asked */
/** @typedef {(questions: readonly Question[]) => Promise<Judged[]>} Panel */

/** Of what ours refuse alike, the oracles are asked about one in so many: for the table, since it can be no finding. */
const SAMPLE = 10;

/**
 * @param {readonly Verifier[]} ours
 * @param {readonly Verifier[]} oracles - which know tokens, and not headers
 * @returns {Panel}
 */
export const createPanel = (ours, oracles) => async (questions) => {
  const own = await answers(ours, questions);
  const said = questions.map((_, at) => row(own, at));
  const asked = new Set(
    questions.flatMap((question, at) =>
      "token" in question && (at % SAMPLE === 0 || !areRefusals(said[at] ?? {})) ? [at] : [],
    ),
  );
  const others = await answers(
    oracles,
    questions.filter((_, at) => asked.has(at)),
  );
  let next = 0; // of those that were asked
  return said.map((verdicts, at) => ({
    ours: verdicts,
    oracles: asked.has(at) ? row(others, next++) : {},
  }));
};

/** Whether all refuse, and in the same words. @param {Verdicts} verdicts */
const areRefusals = (verdicts) => {
  const all = Object.values(verdicts);
  return all.every((each) => "reason" in each) && new Set(all.map((each) => JSON.stringify(each))).size === 1;
};

/** @param {readonly Verifier[]} verifiers @param {readonly Question[]} questions */
const answers = (verifiers, questions) =>
  Promise.all(verifiers.map(async ({ name, verdicts }) => ({ name, verdicts: await verdicts(questions) })));

/** @param {readonly { name: string, verdicts: readonly Verdict[] }[]} columns @param {number} at @returns {Verdicts} */
const row = (columns, at) =>
  Object.fromEntries(
    columns.map(({ name, verdicts }) => [name, verdicts[at] ?? { ok: false, crash: "no answer" }]),
  );
