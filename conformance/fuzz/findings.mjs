/** Collects what should not be, one for each kind of it. */
import { shrink } from "./shrink.mjs";
import { word } from "./verdicts.mjs";

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {import("./panel.mjs").Judged} Judged */
/**
 * @typedef {object} Finding
 * @property {import("./verdicts.mjs").Kind} kind
 * @property {string} seed
 * @property {number} index
 * @property {string[]} families
 * @property {Case["known"]} known
 * @property {number} alike - how many of the same kind, family and words this one stands for
 * @property {Case["question"]} question - as short as the fault allows
 * @property {import("./panel.mjs").Verdicts} verdicts - of that question
 */

/** Making a case shorter asks thousands of questions: the first findings tell enough. */
const SHRUNK = 10;

/** @param {string} seed @param {import("./panel.mjs").Panel} panel */
export function createFindings(seed, panel) {
  /** @type {Map<string, Finding>} */
  const findings = new Map();
  return {
    all: () => [...findings.values()],
    /** @param {Finding["kind"]} kind @param {Case} each @param {Judged} judged */
    async add(kind, each, judged) {
      const alike = [kind, each.family, ...Object.values(judged.ours).map(word)].join();
      const first = findings.get(alike);
      if (first) {
        first.alike += 1;
        return;
      }
      const { index, families, known, question } = each;
      const shown = findings.size < SHRUNK ? await shrink(kind, each, judged, panel) : { question, judged };
      const verdicts = { ...shown.judged.ours, ...shown.judged.oracles };
      findings.set(alike, {
        kind,
        seed,
        index,
        families,
        known,
        alike: 1,
        question: shown.question,
        verdicts,
      });
    },
  };
}
