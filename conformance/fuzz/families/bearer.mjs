/** The `Authorization` header around a token: rules B1 and B2. */

import { splice } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const SCHEMES = [
  ..."Basic Digest DPoP Negotiate BearerX XBearer Bear Token JWT Bearer: Bearer=".split(" "),
  ...['"Bearer"', "\u0412\u0435arer", "Ｂearer", "Be\u00adarer", "Bea\u0280er"],
];
const SEPARATORS = [
  ...["", "\t", " \t", "\t ", "\n", "\r\n ", "\v", "\f", "\0", ",", ", ", ":", ": ", "=", " =", ";"],
  ...["\u00a0", "\u0085", "\u2003", "\u3000"],
];
const AFTER = [
  ...[" ", "  ", "\t", "\n", "\r\n", "\0", ",", ", ", ";", " x", ", Basic eDp5", '"'],
  ...["=", "==", "~", "/", "+", ".", "%20", "é", "\u00a0", "\u0085", "\u017f", "\u212a"],
];
const BEFORE = [" ", "\t", "\n", "\ufeff", "\u00a0", ",", "Bearer ", "Basic eDp5, ", "Authorization: ", "="];
const SPACES = ["", " ", "\t", "  "];
const INSIDE = ['"', "token=", "access_token=", "<", "'"];

/** @type {Family} */
export const bearer = {
  name: "Authorization header",
  level: "envelope",
  make(random, token) {
    const scheme = anyCase(random, "Bearer");
    if (random.oneIn(3))
      return { known: "benign", header: `${scheme}${" ".repeat(random.pick([1, 1, 2, 8, 100]))}${token}` };
    const header = random.pick([
      () => null,
      () => "",
      () => token,
      () => `${scheme}${random.pick(["", " ", "   ", "\t"])}`,
      () => `${random.pick(SCHEMES)} ${token}`,
      () => `${scheme}${random.pick(SEPARATORS)}${token}`,
      () => `${scheme} ${token}${random.pick(AFTER)}`,
      () => `${random.pick(BEFORE)}${scheme} ${token}`,
      () => `${scheme} ${random.pick(INSIDE)}${token}`,
      () => `${scheme} ${token} ${token}`,
      () => `${scheme} ${token},${random.pick(SPACES)}${scheme} ${token}`,
      () => `${random.pick(SCHEMES)} x,${random.pick(SPACES)}${scheme}${random.pick(["", ...SEPARATORS])}`,
      () =>
        random
          .times(random.int(1, 12), () =>
            String.fromCharCode(
              random.pick([random.int(0, 127), random.int(128, 255), random.int(256, 0xffff)]),
            ),
          )
          .join(""),
    ])();
    return { known: "hostile", header };
  },
};

/** @type {Family} */
export const changedBearer = {
  name: "Authorization header changed",
  level: "envelope",
  make(random, token) {
    const right = `${anyCase(random, "Bearer")} ${token}`;
    const at = random.oneIn(3) ? random.int(0, right.length) : random.int(0, 8); // mostly about the scheme
    const piece = random.pick([...SEPARATORS, ...AFTER, ...BEFORE, ...INSIDE]);
    return { known: "unknown", header: splice(right, at, piece, random.int(0, 1)) };
  },
};

/** @param {Random} random @param {string} word */
const anyCase = (random, word) =>
  random.oneIn(2)
    ? word
    : [...word].map((letter) => (random.oneIn(2) ? letter.toUpperCase() : letter.toLowerCase())).join("");
