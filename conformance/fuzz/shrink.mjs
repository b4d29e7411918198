/** Makes a payload shorter for as long as the same fault shows. */
import { fault, word } from "./verdicts.mjs";

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {import("../verifiers/index.mjs").Question} Question */
/** @typedef {{ ours: import("./verdicts.mjs").Verdicts, oracles: import("./verdicts.mjs").Verdicts }} Judged */

/** More pieces at once would be a long list of long tokens. */
const PIECES = 200;

/**
 * @param {import("./verdicts.mjs").Kind} kind
 * @param {Case} found
 * @param {(questions: readonly Question[]) => Promise<Judged[]>} judge
 * @returns {Promise<{ question: Question, verdicts: Judged }>}
 */
export async function shrink(kind, { known, question, payload, remake }, judge) {
  const [first] = await judge([question]);
  let best = { question, verdicts: /** @type {Judged} */ (first) };
  // What was known of the payload is not known of another one.
  if (kind === "hostile accepted" || kind === "benign refused") return best;
  const words = wordsOf(best.verdicts);
  let bytes = Buffer.from(payload);
  for (let size = bytes.length >> 1; size >= 1; size >>= 1) {
    for (let offset = 0; offset < bytes.length; ) {
      const shorter = cuts(bytes, offset, size);
      const questions = shorter.map((each) => remake(each));
      const judged = await judge(questions);
      const at = judged.findIndex(
        ({ ours, oracles }) => fault(known, ours, oracles) === kind && wordsOf({ ours, oracles }) === words,
      );
      if (at < 0) {
        offset += size * shorter.length;
        continue;
      }
      offset += size * at;
      bytes = /** @type {typeof bytes} */ (shorter[at]);
      best = {
        question: /** @type {Question} */ (questions[at]),
        verdicts: /** @type {Judged} */ (judged[at]),
      };
    }
  }
  return best;
}

/** @param {Judged} judged */
const wordsOf = ({ ours }) => Object.values(ours).map(word).join();

/** The bytes without one piece, for each piece. @param {Buffer} bytes @param {number} from @param {number} size */
function cuts(bytes, from, size) {
  const count = Math.min(PIECES, Math.ceil((bytes.length - from) / size));
  const starts = Array.from({ length: count }, (_, at) => from + at * size);
  return starts.map((start) => Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + size)]));
}
