/** Numbers, strings and bytes that parsers read in different ways, in a payload that is signed. */
import { finite, text } from "../json.mjs";
import { payload, within } from "../material.mjs";
import * as words from "../words/json.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("./family.mjs").Family} Family */

/** @type {Family} */
export const numbers = {
  name: "numbers",
  level: "claims",
  make(random) {
    if (random.oneIn(3)) return hostile(within(random, random.pick(words.NO_NUMBERS)));
    const digits = random.pick([307, 308, 309, 310, 400, 4_300, 5_000]);
    const long = random.pick(["1", "9", "-9"]).padEnd(digits, "0");
    const number = random.pick([finite(random), random.pick(words.EDGES), long]);
    return {
      known: Number.isFinite(Number(number)) ? "benign" : "hostile",
      payload: within(random, number),
    };
  },
};

/** @type {Family} */
export const strings = {
  name: "strings",
  level: "claims",
  make(random) {
    const isBroken = random.oneIn(2);
    const before = random.oneIn(2) ? "" : JSON.stringify(text(random, 3)).slice(1, -1);
    const middle = random.pick(isBroken ? words.BROKEN_STRINGS : words.SOUND_STRINGS);
    const string = `"${before}${middle}${random.oneIn(2) ? "" : "x"}"`;
    const written = within(random, random.oneIn(3) ? `{${string}:1}` : string);
    return isBroken ? hostile(written) : benign(written);
  },
};

/** @type {Family} */
export const bytes = {
  name: "bytes",
  level: "claims",
  make(random) {
    const plain = payload(random);
    const [before = "", after = ""] = payload(random, { x: '"|"' }).split("|");
    const broken = Buffer.from(random.pick(words.BROKEN_BYTES), "hex");
    return hostile(
      random.pick([
        Buffer.concat([Buffer.from(before), broken, Buffer.from(after)]),
        Buffer.concat([broken, Buffer.from(plain)]),
        Buffer.concat([Buffer.from(plain), broken]),
        Buffer.from(plain, "utf16le"),
        Buffer.from(`\ufeff${plain}`, "utf16le").swap16(),
        `${random.pick(words.BEFORE)}${plain}`,
        `${plain}${random.pick(words.AFTER)}`,
        `${plain}${plain}`,
      ]),
    );
  },
};
