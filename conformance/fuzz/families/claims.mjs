/** Claims that are missing, of another kind, out of bounds, or of no meaning. */
import { space, spelled, text, value } from "../json.mjs";
import { identifier, payload, REQUIRED } from "../material.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const IDENTIFIERS = /** @type {const} */ (["sub", "sid", "jti"]);
const CONTROLS = [0, 1, 9, 10, 13, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f];
/** JSON texts that are right for no required claim. */
const WRONG_KINDS = 'null true false {} {"0":"todo-api"} [null] [[]] [["todo-api"]] {"sub":"user-a"}'.split(
  " ",
);
const NO_TEXTS = [...WRONG_KINDS, "0", "1", "-1.5", "[]", '["user-a"]'];
const OTHER_NAMES = ["x", "__proto__", "constructor", "toString", "email", "Sub", "scopes", "", "a.b"];

/** @type {Family} */
export const claimKinds = {
  name: "claims missing or of another kind",
  level: "claims",
  make(random) {
    const name = random.pick(REQUIRED);
    const isText = name !== "iat" && name !== "exp" && name !== "aud";
    const wrong = random.pick(isText ? NO_TEXTS : [...WRONG_KINDS, '""', '"1750000000"', "[1750000000]"]);
    const nearly = random.pick([name.toUpperCase(), `${name} `, ` ${name}`, `${name}\0`]);
    const changes = random.pick([
      { [name]: wrong },
      { [name]: wrong },
      { [name]: undefined },
      { [name]: undefined, [nearly]: '"user-a"' },
    ]);
    return hostile(payload(random, changes));
  },
};

/** @type {Family} */
export const identifiers = {
  name: "identifiers",
  level: "claims",
  make(random) {
    const name = random.pick(IDENTIFIERS);
    const good = identifier(random);
    const letter = random.pick(["x", "é", "\u{1f600}", "\u{10ffff}"]);
    const right = [spelled(random, good), JSON.stringify(letter.repeat(255))];
    const wrong = [
      JSON.stringify(letter.repeat(random.pick([256, 257, 510]))),
      spelled(random, inserted(random, good, String.fromCharCode(random.pick(CONTROLS)))),
      random.pick(['""', '"\\ud800"', '"\\udc00x"', '"\\ude00\\ud83d"']),
    ];
    if (!random.oneIn(2)) return hostile(payload(random, { [name]: random.pick(wrong) }));
    const all = IDENTIFIERS.map((each) => [each, spelled(random, identifier(random))]);
    return benign(
      payload(random, { ...(random.oneIn(2) && Object.fromEntries(all)), [name]: random.pick(right) }),
    );
  },
};

/** @type {Family} */
export const scopes = {
  name: "scopes",
  level: "claims",
  make(random) {
    const words = random.times(random.int(1, 4), () => text(random, random.int(1, 6)).replaceAll(" ", "_"));
    const right = random.pick([words.join(" "), words.join(" "), ""]);
    if (random.oneIn(2)) return benign(payload(random, { scope: spelled(random, right) }));
    const wrong = random.pick([` ${words[0]}`, `${words[0]} `, `${words.join(" ")}  x`, " ", "  "]);
    return hostile(
      payload(random, { scope: random.oneIn(2) ? spelled(random, wrong) : random.pick(NO_TEXTS) }),
    );
  },
};

/** @type {Family} */
export const otherClaims = {
  name: "claims of no meaning",
  level: "claims",
  make(random) {
    const claims = payload(random, { [random.pick(OTHER_NAMES)]: value(random, 6) });
    return benign(`${space(random)}${claims}${space(random)}`);
  },
};

/** @param {Random} random @param {string} into @param {string} what - between two code points, or instead of one of 255 */
function inserted(random, into, what) {
  const points = [...into];
  points.splice(random.int(0, points.length - 1), points.length === 255 ? 1 : 0, what);
  return points.join("");
}
