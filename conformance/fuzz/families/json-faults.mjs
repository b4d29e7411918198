/** Payloads that parsers read in different ways: numbers, repeated names, strings, bytes, depth, size. All are signed. */
import { array, finite, object, text } from "../json.mjs";
import { members, payload, plainObject, REQUIRED } from "../material.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const EDGES = [
  "1.7976931348623157e308",
  "1.7976931348623158e308",
  "1.7976931348623159e308",
  "1e309",
  "-1e309",
  "1e400",
  "1E+400",
  "0e400",
  "0.0e999999",
  "1e-999999",
  "1e999999999999999999999",
];
const NO_NUMBERS = [
  "NaN",
  "-NaN",
  "Infinity",
  "-Infinity",
  "inf",
  "01",
  "-01",
  "00",
  "+1",
  ".5",
  "1.",
  "-",
  "--1",
  "1e",
  "1e+",
  "0x10",
  "1_0",
  "1n",
  "٣",
  "１",
];
const BROKEN_STRINGS = [
  [
    "\\ud800",
    "\\udfff",
    "\\ude00\\ud83d",
    "\\ud83d\\ud83d\\ude00",
    "\\uD83Dx\\uDE00",
    "\\ud83d\\\\ude00",
    "\\ud83d\\u0020\\ude00",
  ],
  [
    "\\x41",
    "\\u12",
    "\\u{41}",
    "\\U00000041",
    "\\'",
    "\\0",
    "\\a",
    "\\",
    "\\u+041",
    "\\u 041",
    "\\u00G0",
    "\\u٠٠٤١",
  ],
  ["\0", "\b", "\t", "\n", "\r", "\u001f"],
].flat();
const SOUND_STRINGS = [
  "\\ud83d\\ude00",
  "\\\\ud800",
  "\\u0000",
  "\\u001f",
  "\\/",
  "\u007f",
  "\u0080",
  "\u2028",
  "\ufeff",
  "\ufffd",
  "\uffff",
  '\\"{[',
  "]}:,",
];
/** Sequences that no UTF-8 text holds: overlong, halves of a pair, too high, cut off, alone. */
const BROKEN_BYTES = [
  "c0af",
  "c080",
  "e08080",
  "f0808080",
  "eda080",
  "edbfbf",
  "eda0bdedb880",
  "f4908080",
  "f8888080",
  "80",
  "bf",
  "c3",
  "e282",
  "f09f98",
  "fe",
  "ff",
];
const NAMES = ["a", "sub", "", "__proto__", "x y", "\u{1f600}", "constructor"];

/** @type {Family} */
export const numbers = {
  name: "numbers",
  level: "claims",
  make(random) {
    if (random.oneIn(3)) return hostile(within(random, random.pick(NO_NUMBERS)));
    const digits = random.pick([307, 308, 309, 310, 400, 4_300, 5_000]);
    const number = random.pick([
      () => finite(random),
      () => random.pick(EDGES),
      () => random.pick(["1", "9", "-9"]).padEnd(digits, "0"),
    ])();
    return { known: Number.isFinite(Number(number)) ? "benign" : "hostile", payload: within(random, number) };
  },
};

/** @type {Family} */
export const duplicates = {
  name: "repeated names",
  level: "claims",
  make(random) {
    if (random.oneIn(2)) {
      const all = members(random);
      const [name, json] = random.pick(all);
      const again = random.oneIn(2) ? name : respelled(name);
      const twice = [
        ...all,
        /** @type {import("../json.mjs").Member} */ ([
          again,
          random.oneIn(2) ? json : random.pick(["null", "1", '"user-b"', "{}"]),
        ]),
      ];
      return hostile(random.oneIn(2) ? plainObject(twice) : object(random, random.shuffled(twice)));
    }
    const name = JSON.stringify(random.pick(NAMES));
    const pair = random.oneIn(2) ? [name, name] : [name, respelled(name)];
    const twins = pair.map((each) => /** @type {import("../json.mjs").Member} */ ([each, finite(random)]));
    // Apart they are no twins.
    if (random.oneIn(3))
      return benign(
        within(
          random,
          array(
            random,
            twins.map((each) => plainObject([each])),
          ),
        ),
      );
    return hostile(within(random, object(random, twins)));
  },
};

/** @type {Family} */
export const strings = {
  name: "strings",
  level: "claims",
  make(random) {
    const isBroken = random.oneIn(2);
    const around = random.oneIn(2) ? "" : JSON.stringify(text(random, 3)).slice(1, -1);
    const string = `"${around}${random.pick(isBroken ? BROKEN_STRINGS : SOUND_STRINGS)}${random.oneIn(2) ? "" : "x"}"`;
    const asName = random.oneIn(3);
    const written = within(random, asName ? `{${string}:1}` : string);
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
    const broken = Buffer.from(random.pick(BROKEN_BYTES), "hex");
    return hostile(
      random.pick([
        () => Buffer.concat([Buffer.from(before), broken, Buffer.from(after)]),
        () => Buffer.concat([broken, Buffer.from(plain)]),
        () => Buffer.concat([Buffer.from(plain), broken]),
        () => `\ufeff${plain}`,
        () => `${plain}\ufeff`,
        () => Buffer.from(plain, "utf16le"),
        () => Buffer.from(`\ufeff${plain}`, "utf16le").swap16(),
        () =>
          `${random.pick(["\f", "\v", "\0", "\u00a0", "\u2028", "\u3000", "//\n", "/**/", ")]}'\n"])}${plain}`,
        () => `${plain}${random.pick(["\f", "\v", "\0", "\u00a0", "x", "}", ",", ";", "{}", plain, "//"])}`,
      ])(),
    );
  },
};

/** Ways to be one deeper; brackets in strings count for nothing. */
const DEEPER = [
  ["[", "]"],
  ['{"a":', "}"],
  ['["]",', ',"["]'],
  ['{"{[":"}]","a":', "}"],
  ["[ ", " ]"],
];

/** @type {Family} */
export const depths = {
  name: "depth",
  level: "claims",
  make(random) {
    const depth = random.pick([1, 14, 15, 15, 16, 16, 17, 50, 300, 1_000, 2_900]); // in the claims set, itself 1
    const ways = random.times(depth, () => random.pick(depth > 100 ? DEEPER.slice(0, 1) : DEEPER));
    const opened = ways.map(([open]) => open).join("");
    if (random.oneIn(8)) return hostile(plainWithin(opened));
    const closed = ways
      .map(([, close]) => close)
      .reverse()
      .join("");
    const json = `${opened}${random.pick(["1", '"[[{"', '"]"'])}${closed}`;
    return { known: depth + 1 <= 16 ? "benign" : "hostile", payload: plainWithin(json) };
  },
};

/** @type {Family} */
export const sizes = {
  name: "sizes, signed",
  level: "claims",
  make(random) {
    // Around 8,192 characters of token: the rest takes about 450 of them.
    const length =
      random.pick([5_700, 5_780, 5_790, 5_800, 5_810, 5_820, 5_900, 9_000, 40_000]) + random.int(0, 9);
    return benign(payload(random, { pad: `"${"x".repeat(length)}"` }));
  },
};

/** @type {Family} */
export const severalFaults = {
  name: "several faults",
  level: "claims",
  make(random) {
    const faults = [
      "1e400",
      "NaN",
      '"\\ud800"',
      '{"a":1,"a":2}',
      '{"a":1e400,"a":1}',
      "01",
      `${"[".repeat(16)}${"]".repeat(16)}`,
      '"\n"',
      "[1e400,{]",
    ];
    const all = members(random, {
      [random.pick(REQUIRED)]: random.pick([undefined, "null", "[]", '""', "1e400"]),
    });
    const some = random.times(
      random.int(1, 3),
      () =>
        /** @type {import("../json.mjs").Member} */ ([
          random.pick(['"x"', '"y"', '"sub"', '"exp"', '"\\ud800"']),
          random.pick(faults),
        ]),
    );
    return hostile(plainObject(random.shuffled([...all, ...some])));
  },
};

/** Right claims that hold this JSON text somewhere. @param {Random} random @param {string} json */
function within(random, json) {
  const inner = random.pick([json, `[${json}]`, `{"a":${json}}`, `[0,{"b":[${json}]}]`]);
  return random.oneIn(2) ? plainWithin(inner) : payload(random, { x: inner });
}

/** @param {string} json */
const plainWithin = (json) => payload(NO_CHANCE, { x: json });

/** Another spelling of a name, whose first character is an escape. @param {string} name - JSON text */
function respelled(name) {
  const value = /** @type {string} */ (JSON.parse(name));
  if (value === "") return name;
  const first = `\\u${value.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `"${first}${JSON.stringify(value.slice(1)).slice(1, -1)}"`;
}

/** Always the plain way. */
const NO_CHANCE = /** @type {Random} */ (/** @type {unknown} */ ({ oneIn: () => false }));
