/** Headers, each under a right signature: of it all, only `alg`, `typ` and `kid` as the profile has them may pass. */
import { deriveKey, deriveKid, HEADER, OLD_SECRET } from "../../cases/mint.mjs";
import { object, respelled, spelled, text, value } from "../json.mjs";
import { HEADER_TEXT } from "../material.mjs";
import { ALGORITHMS, FOREIGN, HASHES, KIDS, ODD_TEXTS, TYPES, WRONG_KINDS } from "../words/headers.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("../json.mjs").Member} Member */
/** @typedef {import("./family.mjs").Family} Family */

const WORDS = { alg: ALGORITHMS, typ: TYPES, kid: KIDS };

/** @type {Family} */
export const headerValues = {
  name: "header values",
  level: "header",
  make(random) {
    const name = random.pick(/** @type {const} */ (["alg", "typ", "kid"]));
    const word = random.pick(WORDS[name]);
    const json = random.pick([spelled(random, word), random.pick(WRONG_KINDS), undefined]);
    const hash = HASHES.get(word);
    return {
      known: "hostile",
      header: written(random, { [name]: json }),
      ...(hash && { signing: { hash } }),
    };
  },
};

/** @type {Family} */
export const headerMembers = {
  name: "header members",
  level: "header",
  make(random) {
    const members = own(random, {});
    const [name, json] = random.pick(members);
    const [other, otherJson] = random.pick(FOREIGN);
    /** @type {Member} */
    const more = random.pick([
      [JSON.stringify(other), otherJson],
      [spelled(random, `x${text(random, 3)}`), value(random, 3)],
      [name, json],
      [name, random.pick(['"none"', '"JWT"', "null", "1"])],
      [respelled(name), json],
    ]);
    const all = [...members, more];
    return { known: "hostile", header: object(random, random.oneIn(2) ? all : random.shuffled(all)) };
  },
};

/** @type {Family} */
export const headerTexts = {
  name: "header texts",
  level: "header",
  make(random) {
    const bytes = Buffer.from(HEADER_TEXT);
    const stray = Buffer.of(random.int(0x80, 0xff));
    return {
      known: "hostile",
      header: random.pick([
        random.pick(ODD_TEXTS),
        `\ufeff${HEADER_TEXT}`,
        `${HEADER_TEXT}${random.pick(["x", ",", "}", "\0", "\u00a0", "{}", "//"])}`,
        HEADER_TEXT.replaceAll('"', "'"),
        HEADER_TEXT.replace("}", ",}"),
        HEADER_TEXT.replace("at+jwt", "at\\u00"),
        HEADER_TEXT.replace("at+jwt", "at+jwt\\ud800"),
        Buffer.from(HEADER_TEXT, "utf16le"),
        Buffer.concat([bytes.subarray(0, -2), stray, bytes.subarray(-2)]),
        `{"x":${"[".repeat(random.int(10, 3_000))}`,
        `${HEADER_TEXT.slice(0, -1)},"x":${"[".repeat(20)}${"]".repeat(20)}}`,
      ]),
    };
  },
};

/** @type {Family} */
export const headerSpellings = {
  name: "header spellings",
  level: "header",
  make(random) {
    if (random.oneIn(2)) return { known: "benign", header: written(random, {}) };
    const kid = spelled(random, deriveKid(OLD_SECRET));
    return { known: "benign", header: written(random, { kid }), signing: { key: deriveKey(OLD_SECRET) } };
  },
};

/** @param {Random} random @param {Record<string, string | undefined>} changes - JSON text by name; undefined takes it away */
const written = (random, changes) =>
  object(random, random.oneIn(3) ? own(random, changes) : random.shuffled(own(random, changes)));

/** @param {Random} random @param {Record<string, string | undefined>} changes @returns {Member[]} */
function own(random, changes) {
  return Object.entries(HEADER).flatMap(([name, each]) => {
    const json = name in changes ? changes[name] : spelled(random, each);
    return json === undefined ? [] : [[JSON.stringify(name), json]];
  });
}
