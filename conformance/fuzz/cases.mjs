/** Makes the cases: a token that is right, changed on one level or several, and what is known of the outcome. */
import { b64, sign } from "../cases/mint.mjs";
import { FAMILIES } from "./families/index.mjs";
import { HEADER_TEXT, NOW, payload } from "./material.mjs";
import { createRandom } from "./random.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./material.mjs").Known} Known */
/** @typedef {import("./material.mjs").Raw} Raw */
/** @typedef {import("./families/family.mjs").Family} Family */
/** @typedef {import("../verifiers/index.mjs").Question} Question */
/**
 * @typedef {object} Case
 * @property {number} index
 * @property {string} family - the first choice, under which it is counted
 * @property {string[]} families - all that have a part in it
 * @property {Known} known
 * @property {Question} question
 * @property {Raw} payload - as it was before it became a segment
 * @property {(payload: Raw) => Question} remake - the same with another payload
 */

const MAX_LENGTH = 8_192; // rule T1
/** A second level in one of so many cases. */
const SECOND = 5;

/**
 * The case of this number under this seed: always the same.
 *
 * @param {string} seed
 * @param {number} index
 * @returns {Case}
 */
export function makeCase(seed, index) {
  const random = createRandom(seed, index);
  const first = random.pick(FAMILIES);
  const families = random.oneIn(SECOND) ? withSecond(random, first) : [first];
  const names = { index, family: first.name, families: families.map(({ name }) => name) };
  if (first.level === "whole") {
    const { known, question } = first.make(random);
    return { ...names, known, question, payload: "", remake: () => question };
  }
  /** @template {Family["level"]} L @param {L} level */
  const on = (level) =>
    /** @type {Extract<Family, { level: L }> | undefined} */ (
      families.find((family) => family.level === level)
    );

  const {
    header,
    signing: own = {},
    known: headerKnown,
  } = on("header")?.make(random) ?? { header: HEADER_TEXT, known: "benign" };
  const { payload: claims, known: claimsKnown } = on("claims")?.make(random) ?? {
    payload: payload(random),
    known: "benign",
  };
  const signing = on("signing")?.make(random) ?? own;
  // The later levels have chance of their own, which starts anew when the case is made again with another payload.
  const sealed = (/** @type {Raw} */ raw) => {
    const chance = createRandom(`${seed} sealed`, index);
    const [h, p] = on("segments")?.make(chance, b64(header), b64(raw)) ?? [b64(header), b64(raw)];
    const signed = sign(h, p, signing);
    const token = on("text")?.make(chance, signed) ?? signed;
    const envelope = on("envelope")?.make(chance, token);
    /** @type {Question} */
    const question = envelope ? { header: envelope.header, now: NOW } : { token, now: NOW };
    return { question, known: envelope?.known ?? "benign", isLong: token.length > MAX_LENGTH };
  };
  const { question, known: envelopeKnown, isLong } = sealed(claims);
  const refused =
    isLong ||
    ["segments", "signing", "text"].some((level) => families.some((family) => family.level === level));
  const known = worst([headerKnown, claimsKnown, envelopeKnown, refused ? "hostile" : "benign"]);
  return { ...names, known, question, payload: claims, remake: (raw) => sealed(raw).question };
}

/**
 * Levels of which one could undo the other: a header may bring its key, and white space before a token counts for
 * nothing in an `Authorization` header.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const APART = { header: ["signing"], signing: ["header"], text: ["envelope"], envelope: ["text"] };

/** @param {Random} random @param {Family} first */
function withSecond(random, first) {
  if (first.level === "whole") return [first];
  const apart = [first.level, "whole", ...(APART[first.level] ?? [])];
  return [first, random.pick(FAMILIES.filter(({ level }) => !apart.includes(level)))];
}

/** @param {readonly Known[]} all @returns {Known} */
const worst = (all) =>
  /** @type {const} */ (["hostile", "unknown"]).find((known) => all.includes(known)) ?? "benign";
