/** Makes a payload shorter for as long as the same fault shows. */
import { fault, word } from "./verdicts.mjs";

/** @typedef {import("./cases.mjs").Case} Case */
/** @typedef {import("./panel.mjs").Judged} Judged */
/** @typedef {{ question: Case["question"], judged: Judged }} Shown */

/** Asked about at once: more would be a long list of long tokens. */
const PIECES = 200;

/**
 * @param {import("./verdicts.mjs").Kind} kind
 * @param {Case} found
 * @param {Judged} judged
 * @param {import("./panel.mjs").Panel} panel
 * @returns {Promise<Shown>}
 */
export async function shrink(kind, { known, question, payload, remake }, judged, panel) {
  let best = { question, judged };
  // What was known of the payload is not known of another one.
  if (kind === "hostile accepted" || kind === "benign refused") return best;
  const isSame = (/** @type {Judged} */ each) => fault(known, each) === kind && words(each) === words(judged);
  let bytes = Buffer.from(payload);
  for (let size = bytes.length >> 1; size >= 1; size >>= 1) {
    for (let offset = 0; offset < bytes.length; ) {
      const shorter = cuts(bytes, offset, size);
      const questions = shorter.map((each) => remake(each));
      const answers = await panel(questions);
      const at = answers.findIndex(isSame);
      offset += size * (at < 0 ? shorter.length : at);
      if (at < 0) continue;
      bytes = /** @type {typeof bytes} */ (shorter[at]);
      best = /** @type {Shown} */ ({ question: questions[at], judged: answers[at] });
    }
  }
  return best;
}

/** @param {Judged} judged */
const words = ({ ours }) => Object.values(ours).map(word).join();

/** The bytes without one piece, for each piece. @param {Buffer} bytes @param {number} from @param {number} size */
function cuts(bytes, from, size) {
  const count = Math.min(PIECES, Math.ceil((bytes.length - from) / size));
  const starts = Array.from({ length: count }, (_, at) => from + at * size);
  return starts.map((start) => Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + size)]));
}
