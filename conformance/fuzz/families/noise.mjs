/** JSON texts that nobody has thought of: right ones with a few characters changed, and heaps of tokens. All are signed. */
import { space, value } from "../json.mjs";
import { HEADER_TEXT, payload } from "../material.mjs";
import { splice, unknown } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const PIECES = [
  ...'{}[],:""\\ \n\t0123456789-+.eE',
  ...String.raw`null true false NaN Infinity \u \ud83d \ude00 \n "a" "sub": "exp": ,"a":1 1e e400 [] {}`.split(
    " ",
  ),
  ...["\0", "\u001f", "\u007f", "\u0085", "\u00a0", "é", "\u2028", "\u{1f600}", "\ufeff"],
];

/** @type {Family} */
export const changedPayloads = {
  name: "payload with characters changed",
  level: "claims",
  make: (random) => unknown(changed(random, payload(random, random.oneIn(2) ? {} : { x: value(random, 4) }))),
};

/** @type {Family} */
export const changedBytes = {
  name: "payload with bits changed",
  level: "claims",
  make(random) {
    const bytes = Buffer.from(payload(random));
    for (let n = random.int(1, 3); n > 0; n -= 1) {
      const at = random.int(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.int(0, 7));
    }
    return unknown(bytes);
  },
};

/** @type {Family} */
export const changedHeaders = {
  name: "header with characters changed",
  level: "header",
  make: (random) => ({ known: "unknown", header: changed(random, HEADER_TEXT) }),
};

/** @type {Family} */
export const heaps = {
  name: "heaps of JSON",
  level: "claims",
  make(random) {
    if (random.oneIn(3)) return unknown(`${space(random)}${value(random, 6)}${space(random)}`);
    const heap = random.times(random.int(1, 25), () => random.pick(PIECES)).join("");
    return unknown(random.oneIn(2) ? heap : payload(random, { x: heap }));
  },
};

/** @param {Random} random @param {string} text */
function changed(random, text) {
  let result = text;
  for (let n = random.int(1, 3); n > 0; n -= 1) {
    const at = random.int(0, result.length);
    result = splice(result, at, random.oneIn(3) ? "" : random.pick(PIECES), random.int(0, 2));
  }
  return result;
}
