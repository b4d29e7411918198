/** Headers, each under a right signature: of it all, only `alg`, `typ` and `kid` as the profile has them may pass. */
import {
  AUDIENCE,
  deriveKey,
  deriveKid,
  HEADER,
  KID,
  OLD_SECRET,
  OTHER_SECRET,
  SECRET,
} from "../../cases/mint.mjs";
import { object, spelled, text, value } from "../json.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("../json.mjs").Member} Member */
/** @typedef {import("./family.mjs").Family} Family */
/** @typedef {import("./family.mjs").Signing} Signing */

const ALGORITHMS = [
  [
    "none",
    "None",
    "NONE",
    "nOnE",
    "",
    "hs256",
    "Hs256",
    "HS256 ",
    " HS256",
    "HS256\0",
    "HS2\u200b56",
    "HS256,none",
  ],
  ["HS384", "HS512", "HS1", "RS256", "RS512", "PS256", "ES256", "ES256K", "EdDSA", "Ed25519", "ML-DSA-44"],
  ["A128KW", "dir", "RSA-OAEP", "PBES2-HS256+A128KW", "A256GCM", "__proto__", "constructor", "null", "true"],
].flat();
const HASHES = new Map([
  ["HS384", "sha384"],
  ["HS512", "sha512"],
  ["HS1", "sha1"],
]);
const TYPES = [
  "JWT",
  "jwt",
  "AT+JWT",
  "at+JWT",
  "at+jwt ",
  "application/at+jwt",
  "at%2Bjwt",
  "at jwt",
  "id+jwt",
  "logout+jwt",
  "dpop+jwt",
  "JOSE",
  "",
  "at\u207ajwt",
];
const KIDS = [
  [
    "",
    " ",
    "..",
    "../../../dev/null",
    "/dev/null",
    "file:///etc/passwd",
    "http://127.0.0.1/",
    "' OR '1'='1",
    "*",
    "0",
  ],
  [
    "__proto__",
    "constructor",
    "toString",
    "undefined",
    "null",
    "\0",
    "\n",
    "a\r\nb",
    "x".repeat(64),
    "x".repeat(65),
    "x".repeat(5_000),
  ],
  [
    KID.slice(0, -1),
    `${KID}A`,
    `${KID} `,
    ` ${KID}`,
    `${KID}=`,
    KID.toLowerCase(),
    `${KID}\0`,
    KID.replace("A", "Ａ"),
  ],
  [
    deriveKid(OTHER_SECRET),
    deriveKid(SECRET, "billing-api"),
    deriveKid(SECRET, ""),
    deriveKid(SECRET, AUDIENCE.toUpperCase()),
    deriveKid(OLD_SECRET),
  ],
].flat();
const WRONG_KINDS = [
  "null",
  "true",
  "false",
  "0",
  "1",
  "256",
  "[]",
  "{}",
  '["HS256"]',
  '["at+jwt"]',
  `["${KID}"]`,
  "1e400",
  "1.5",
];
const FOREIGN = [
  ["jwk", '{"kty":"oct","k":"AA"}'],
  ["jku", '"http://127.0.0.1:9/jwks"'],
  ["x5u", '"http://127.0.0.1:9/x5u"'],
  ["x5c", '["MIIB"]'],
  ["x5t", '"AA"'],
  ["x5t#S256", '"AA"'],
  ["crit", '["exp"]'],
  ["crit", "[]"],
  ["crit", '["b64"]'],
  ["b64", "false"],
  ["b64", "true"],
  ["zip", '"DEF"'],
  ["enc", '"A256GCM"'],
  ["cty", '"JWT"'],
  ["epk", "{}"],
  ["Alg", '"HS256"'],
  ["ALG", '"none"'],
  ["alg ", '"none"'],
  ["", '""'],
  ["__proto__", '{"alg":"none"}'],
  ["constructor", "{}"],
  ["nonce", '"x"'],
];
const ODD_TEXTS = [
  "",
  " ",
  "{}",
  "[]",
  "null",
  "true",
  "1",
  '""',
  "hello",
  "{",
  "}",
  `[${JSON.stringify(HEADER)}]`,
  JSON.stringify(JSON.stringify(HEADER)),
  '{"alg":"HS256"}',
];

/** @type {Family} */
export const headerValues = {
  name: "header values",
  level: "header",
  make(random) {
    const name = random.pick(/** @type {const} */ (["alg", "typ", "kid"]));
    const strings = { alg: ALGORITHMS, typ: TYPES, kid: KIDS }[name];
    const value = random.pick(strings);
    const json = random.pick([
      () => spelled(random, value),
      () => random.pick(WRONG_KINDS),
      () => undefined,
    ])();
    // What is named is what is made: nothing but the name can refuse it.
    const hash = HASHES.get(value);
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
    const [name = "", json = ""] = random.pick(FOREIGN);
    const members = own(random, {});
    const again = random.pick(members);
    const odd = random.pick([
      () => [...members, /** @type {Member} */ ([JSON.stringify(name), json])],
      () => [...members, again], // the same again, or with another value, or another spelling of the name
      () => [...members, /** @type {Member} */ ([again[0], random.pick(['"none"', '"JWT"', "null", "1"])])],
      () => [
        ...members,
        /** @type {Member} */ ([
          `"\\u${again[0].charCodeAt(1).toString(16).padStart(4, "0")}${again[0].slice(2)}`,
          again[1],
        ]),
      ],
      () => [...members, /** @type {Member} */ ([spelled(random, `x${text(random, 3)}`), value(random, 3)])],
    ])();
    return { known: "hostile", header: object(random, random.oneIn(2) ? odd : random.shuffled(odd)) };
  },
};

/** @type {Family} */
export const headerTexts = {
  name: "header texts",
  level: "header",
  make(random) {
    const plain = JSON.stringify(HEADER);
    const bytes = Buffer.from(plain);
    return {
      known: "hostile",
      header: random.pick([
        () => random.pick(ODD_TEXTS),
        () => `\ufeff${plain}`,
        () => `${plain}${random.pick(["x", ",", "}", "\0", "\u00a0", "{}", "//"])}`,
        () => plain.replaceAll('"', "'"),
        () => plain.replace("}", ",}"),
        () => plain.replace("at+jwt", "at\\u00"),
        () => plain.replace("at+jwt", "at+jwt\\ud800"),
        () => Buffer.from(plain, "utf16le"),
        () => Buffer.concat([bytes.subarray(0, -2), Buffer.of(random.int(0x80, 0xff)), bytes.subarray(-2)]),
        () => `{"x":${"[".repeat(random.int(10, 3_000))}`,
        () => `${plain.slice(0, -1)},"x":${"[".repeat(20)}${"]".repeat(20)}}`,
      ])(),
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
