/** Changes to a token after it was signed: whatever they are, it must be refused. */
import { HEADER_TEXT, payload, seal } from "../material.mjs";
import { splice } from "./family.mjs";

/** @typedef {import("./family.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const FOREIGN = [
  ...["+", "/", "=", " ", "\t", "\n", "\r", "\0", "~", "%", ".", "\u007f"],
  ...["é", "Ａ", "\u212a", "\ud800", "\u{1f600}"],
];

/** @type {Family} */
export const flips = {
  name: "bit flips",
  level: "text",
  make(random, token) {
    const at = random.int(0, token.length - 1);
    const code = token.charCodeAt(at);
    if (random.oneIn(2)) return splice(token, at, String.fromCharCode(code ^ (1 << random.int(0, 6))));
    return splice(token, at, random.pick([...ALPHABET].filter((each) => each !== token[at])));
  },
};

/** @type {Family} */
export const spellings = {
  name: "base64url after signing",
  level: "text",
  make(random, token) {
    const end = random.pick([token.indexOf("."), token.lastIndexOf("."), token.length]); // of a segment
    const last = ALPHABET.indexOf(token[end - 1] ?? "");
    const at = random.int(1, token.length); // a space before it is nothing to an Authorization header
    return random.pick([
      () => splice(token, end, "=", 0),
      () => splice(token, end, "==", 0),
      () => splice(token, end - 1, ALPHABET[last ^ 1] ?? ""), // an unused bit, or one of the last byte
      () => splice(token, end - 1, ""),
      () => splice(token, end, random.pick([...ALPHABET]).repeat(random.int(1, 4)), 0),
      () => splice(token, at, random.pick(FOREIGN), 0),
      () => changed(token, splice(token, at, random.pick(FOREIGN), 1)), // a dot may take the place of a dot
      () => changed(token, token.replaceAll("-", "+").replaceAll("_", "/")),
      () => changed(token, token.toLowerCase()),
      () => `${token}\n`,
      () => `\t${token}`,
      () => `\ufeff${token}`,
      () => encodeURIComponent(`${token}=`),
    ])();
  },
};

/** @type {Family} */
export const surgery = {
  name: "segment surgery",
  level: "text",
  make(random, token) {
    const [h = "", p = "", s = ""] = token.split(".");
    const [h2, p2, s2] = seal(HEADER_TEXT, payload(random, { sub: '"user-b"' })).split(".");
    const half = s.slice(0, random.int(1, s.length - 1));
    return random.pick([
      "",
      ".",
      "..",
      h,
      `${h}.${p}`,
      `${h}.${p}.`,
      `.${p}.${s}`,
      `${h}..${s}`,
      `${h}.${p}.${s}.`,
      `.${h}.${p}.${s}`,
      `${h}.${p}.${s}.${s}`,
      `${h}.${p}..${s}`,
      `${h}.${p}.${s}.${s}.${s}`,
      `${p}.${h}.${s}`,
      `${h}.${s}.${p}`,
      `${h}.${p2}.${s}`,
      `${h}.${p}.${changed(s, s2 ?? "")}`,
      `${h}.${p}.${half}`,
      `${h}.${p}.${s}${half}`,
      `${h}.${p}.${[...s].reverse().join("")}x`,
      `${h}.${p}.${"A".repeat(43)}`,
      `${h2}.${h}.${p}.${s}`,
      `${token} ${token}`,
      JSON.stringify({ protected: h, payload: p, signature: s }),
      `"${token}"`,
    ]);
  },
};

/** @type {Family} */
export const lengths = {
  name: "sizes after signing",
  level: "text",
  make(random, token) {
    const length = random.pick([8_191, 8_192, 8_193, 8_194, 20_000, 100_000]);
    const filler = random.pick(["A", "a.", ".", "=", "\t", "é", "\u{1f600}"]);
    const padding = filler.repeat(Math.ceil(Math.max(1, length - token.length) / filler.length));
    return random.pick([`${token}${padding}`, `${padding}${token}`, padding.slice(0, length)]);
  },
};

/** A change that left a text as it was is none. @param {string} before @param {string} after */
const changed = (before, after) => (after === before ? `${after}A` : after);
