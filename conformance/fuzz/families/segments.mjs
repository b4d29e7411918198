/** Segments that are spelled in another way than base64url allows, under a right signature: rules T2 and T3 alone refuse them. */
import { splice } from "./family.mjs";

/** @typedef {import("./family.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const FOREIGN = [".", "+", "/", "=", " ", "\n", "\r\n", "\t", "\0", "!", "é", "%3D", "\u{1f600}"];

/** @type {Family} */
export const segments = {
  name: "base64url, then signed",
  level: "segments",
  make(random, header, payload) {
    return random.oneIn(3) ? [misspelled(random, header), payload] : [header, misspelled(random, payload)];
  },
};

/** @param {Random} random @param {string} segment */
function misspelled(random, segment) {
  const rest = segment.length % 4;
  // With bytes that leave no bits over there is no second spelling: padding, or a character too many.
  const loose =
    rest === 0 ? `${segment}A` : segment.slice(0, -1) + withUnusedBit(random, segment.at(-1) ?? "", rest);
  return random.pick([
    loose,
    loose,
    `${segment}${"=".repeat(rest === 0 ? random.int(1, 4) : 4 - rest)}`,
    `${segment}=`,
    `=${segment}`,
    `${segment}${random.pick(FOREIGN)}`,
    splice(segment, random.int(0, segment.length), random.pick(FOREIGN), 0),
    splice(segment, random.int(0, segment.length - 1), random.pick(FOREIGN), 1),
    "",
  ]);
}

/** @param {Random} random @param {string} last @param {number} rest - length modulo 4 */
function withUnusedBit(random, last, rest) {
  const unused = rest === 2 ? 0b1111 : 0b11;
  return ALPHABET[ALPHABET.indexOf(last) | random.int(1, unused)] ?? "";
}
