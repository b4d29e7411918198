/** Times around every edge. All are whole quarters of a second, which doubles add and subtract without rounding. */
import { NOW, POLICY, payload } from "../material.mjs";
import { hostile, unknown } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const { leeway } = POLICY;
const LIVES = [-300, -0.25, 0, 0.25, 1, 300, 3_599.75, 3_600, 3_600.25, 3_601, 86_400];
const EDGES = [
  -3_700,
  -300,
  -leeway - 0.25,
  -leeway,
  -leeway + 0.25,
  -1,
  0,
  0.25,
  leeway - 0.25,
  leeway,
  leeway + 0.25,
  60,
  290,
];
const WRONG = [
  ...'null true false "" "1750000300" [] {} [1750000300] 1e400 -1e400 1E309 1e16 -1e300'.split(" "),
  ..."9007199254740992 9007199254740993 -9007199254740992 9007199254740992.0".split(" "),
  ...["9".repeat(400), `-${"9".repeat(400)}`, "9".repeat(5_000)],
  ..."NaN Infinity -Infinity 01750000300 +1750000300 1750000300. .5 0x684f1e00 1_750_000_300 ١٧٥٠".split(" "),
];

/** @type {Family} */
export const times = {
  name: "times",
  level: "claims",
  make(random) {
    const life = random.pick(LIVES);
    const exp = random.oneIn(2) ? NOW + random.pick(EDGES) : NOW + random.pick(EDGES) + life;
    const iat = exp - life;
    const nbf = random.oneIn(3) ? NOW + random.pick(EDGES) : undefined;
    const isGood =
      life > 0 && life <= 3_600 && iat <= NOW + leeway && (nbf ?? iat) <= NOW + leeway && NOW < exp + leeway;
    const known = isGood ? "benign" : "hostile";
    const text = { iat: written(random, iat), exp: written(random, exp) };
    return {
      known,
      payload: payload(random, nbf === undefined ? text : { ...text, nbf: written(random, nbf) }),
    };
  },
};

/** @type {Family} */
export const timeKinds = {
  name: "times of another kind",
  level: "claims",
  make(random) {
    const name = random.pick(["iat", "exp", "nbf"]);
    if (random.oneIn(4))
      return unknown(
        payload(random, {
          [name]: `${NOW + random.int(-10, 400)}.${random.int(0, 999_999_999)}${random.int(0, 9_999_999)}`,
        }),
      );
    return hostile(payload(random, { [name]: random.pick(WRONG) }));
  },
};

/** One of the spellings of exactly this number. @param {Random} random @param {number} seconds */
function written(random, seconds) {
  const plain = String(seconds);
  if (random.oneIn(2)) return plain;
  const fixed = seconds.toFixed(2);
  return random.pick([
    fixed,
    `${fixed}00`,
    seconds.toExponential(),
    `${plain}e0`,
    `${plain}E+00`,
    `${seconds * 100}e-2`,
  ]);
}
