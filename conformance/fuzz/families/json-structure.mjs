/** Repeated names, depth, size, and several faults at once, in a payload that is signed. */
import { array, finite, object, respelled } from "../json.mjs";
import { members, payload, plainly, plainObject, REQUIRED, within } from "../material.mjs";
import { FAULTS } from "../words/json.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("../json.mjs").Member} Member */
/** @typedef {import("./family.mjs").Family} Family */

const NAMES = ["a", "sub", "", "__proto__", "x y", "\u{1f600}", "constructor"];

/** @type {Family} */
export const repeatedClaims = {
  name: "repeated claims",
  level: "claims",
  make(random) {
    const all = members(random);
    const [name, json] = random.pick(all);
    const again = random.oneIn(2) ? name : respelled(name);
    /** @type {Member[]} */
    const twice = [...all, [again, random.pick([json, json, "null", "1", '"user-b"', "{}"])]];
    return hostile(random.oneIn(2) ? plainObject(twice) : object(random, random.shuffled(twice)));
  },
};

/** @type {Family} */
export const repeatedNames = {
  name: "repeated names within",
  level: "claims",
  make(random) {
    const name = JSON.stringify(random.pick(NAMES));
    /** @type {Member[]} */
    const twins = [name, random.oneIn(2) ? name : respelled(name)].map((each) => [each, finite(random)]);
    if (random.oneIn(2)) return hostile(within(random, object(random, twins)));
    const apart = twins.map((each) => plainObject([each]));
    return benign(within(random, array(random, apart)));
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
    if (random.oneIn(8)) return hostile(plainly({ x: opened }));
    const closed = ways.map(([, close]) => close).reverse();
    const json = `${opened}${random.pick(["1", '"[[{"', '"]"'])}${closed.join("")}`;
    return { known: depth + 1 <= 16 ? "benign" : "hostile", payload: plainly({ x: json }) };
  },
};

/** @type {Family} */
export const sizes = {
  name: "sizes, signed",
  level: "claims",
  make(random) {
    // A token of 8,192 bytes has a payload of about 6,060; other claims take the rest of it.
    const around = random.pick([5_700, 5_780, 5_790, 5_800, 5_810, 5_820, 5_900, 9_000, 40_000]);
    return benign(payload(random, { pad: `"${"x".repeat(around + random.int(0, 9))}"` }));
  },
};

/** @type {Family} */
export const severalFaults = {
  name: "several faults",
  level: "claims",
  make(random) {
    const wrong = random.pick([undefined, "null", "[]", '""', "1e400"]);
    const all = members(random, { [random.pick(REQUIRED)]: wrong });
    const names = ['"x"', '"y"', '"sub"', '"exp"', '"\\ud800"'];
    /** @type {Member[]} */
    const faults = random.times(random.int(1, 3), () => [random.pick(names), random.pick(FAULTS)]);
    return hostile(plainObject(random.shuffled([...all, ...faults])));
  },
};
