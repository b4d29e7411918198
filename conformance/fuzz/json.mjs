/** Writes JSON in all the ways in which it can be written. */

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {[name: string, json: string]} Member - both as JSON text, the name with its quotes */

const SPACES = ["", "", "", " ", "\t", "\n", "\r", " \n\t"];
/** Characters that parsers, languages and log readers like to trip over; none is a control character. */
const ODD =
  "\u00a0\u00ad\u0130\u0131\u017f\u0300\u200b\u2028\u2029\u202e\u212a\u3000\ufdd0\ufeff\ufffd\uffff" +
  "\u{1f600}\u{10ffff}\u{1d11e}\u{e0001}";
const CHARACTERS = [...`abcXYZ019 .,:;/%+"'\\{}[]<>&=_-éßЖ語${ODD}`];
const NAMES = ["", "\u{1f600}", ..."a b sub exp 0 length __proto__ constructor toString".split(" ")];
const FINITE = [
  ..."0 -0 1 -1 0.5 1.0 -0.0 1e3 1E+3 1e-3 5e-324 1e-400 1e308 -1e308 1.7976931348623157e308".split(" "),
  ..."9007199254740991 9007199254740992 9007199254740993 -9007199254740993 18446744073709551616".split(" "),
  ...[`1${"0".repeat(308)}`, "9".repeat(308), "0.1".padEnd(400, "0")],
];

/** A text of code points without control characters and halves of surrogate pairs. @param {Random} random @param {number} length */
export const text = (random, length) => random.times(length, () => random.pick(CHARACTERS)).join("");

/**
 * A JSON string: each character as itself or in one of its escapes.
 *
 * @param {Random} random
 * @param {string} value
 */
export function spelled(random, value) {
  if (!random.oneIn(3)) return JSON.stringify(value);
  const units = [...value].map((character) =>
    random.oneIn(4) ? escaped(random, character) : inside(character),
  );
  return `"${units.join("")}"`;
}

/** @param {Random} random @param {string} character */
function escaped(random, character) {
  if (character === "/" && random.oneIn(2)) return "\\/";
  const units = Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at)));
  const text = units.join("");
  return random.oneIn(2) ? text : text.replace(/[a-f]/g, (digit) => digit.toUpperCase());
}

/** @param {number} code */
const unit = (code) => `\\u${code.toString(16).padStart(4, "0")}`;

/** @param {string} character */
const inside = (character) => JSON.stringify(character).slice(1, -1);

/** @param {Random} random @param {readonly Member[]} members */
export function object(random, members) {
  const written = members.map(([name, json]) => `${name}${space(random)}:${space(random)}${json}`);
  return braced(random, "{}", written);
}

/** @param {Random} random @param {readonly string[]} items */
export const array = (random, items) => braced(random, "[]", items);

/** @param {Random} random @param {string} ends @param {readonly string[]} parts */
const braced = (random, ends, parts) => {
  const around = random.oneIn(2) ? () => "" : () => space(random);
  return `${ends[0]}${around()}${parts.join(`${around()},${around()}`)}${around()}${ends[1]}`;
};

/** White space that JSON allows anywhere between its parts. @param {Random} random */
export const space = (random) => random.pick(SPACES);

/** A number that a double can hold. @param {Random} random */
export const finite = (random) =>
  random.oneIn(3) ? String(random.int(-1_000_000, 1_000_000) / 64) : random.pick(FINITE);

/**
 * Any value that every parser reads alike.
 *
 * @param {Random} random
 * @param {number} depth - how deep it may nest
 * @returns {string}
 */
export function value(random, depth) {
  const inner = () => value(random, depth - 1);
  const size = random.int(0, 3);
  switch (random.int(0, depth > 0 ? 7 : 4)) {
    case 0:
      return random.pick(["true", "false", "null"]);
    case 1:
    case 2:
      return finite(random);
    case 3:
    case 4:
      return spelled(random, text(random, random.int(0, 12)));
    case 5: {
      const names = random.shuffled(NAMES).slice(0, size);
      return object(
        random,
        names.map((name) => [spelled(random, name), inner()]),
      );
    }
    default:
      return array(random, random.times(size, inner));
  }
}

/** A JSON string with its first character as an escape. @param {string} json */
export function respelled(json) {
  const value = /** @type {string} */ (JSON.parse(json));
  const rest = JSON.stringify(value.slice(1)).slice(1, -1);
  return value === "" ? json : `"${unit(value.charCodeAt(0))}${rest}"`;
}
