/** The claims that say who, for whom and by whom. */
import { AUDIENCE, ISSUER } from "../../cases/mint.mjs";
import { array, space, spelled, text, value } from "../json.mjs";
import { identifier, payload, REQUIRED } from "../material.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("../random.mjs").Random} Random */
/** @typedef {import("./family.mjs").Family} Family */

const CONTROLS = [0, 1, 9, 10, 13, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9f].map((code) =>
  String.fromCharCode(code),
);
const WRONG_KINDS = [
  "null",
  "true",
  "false",
  "0",
  "1",
  "-1.5",
  "[]",
  "{}",
  '["user-a"]',
  '{"sub":"user-a"}',
  "[null]",
];
const IDENTIFIERS = /** @type {const} */ (["sub", "sid", "jti"]);
const ISSUERS = [
  [
    `${ISSUER}/`,
    `${ISSUER} `,
    ` ${ISSUER}`,
    ISSUER.toUpperCase(),
    ISSUER.replace("http", "https"),
    `${ISSUER}\0`,
    "",
    "null",
  ],
  [
    `${ISSUER}.evil.example`,
    `${ISSUER}@evil.example`,
    ISSUER.slice(0, -1),
    ISSUER.replace("localhost", "127.0.0.1"),
    ISSUER.replace("l", "\u2113"),
  ],
].flat();
const AUDIENCES = [
  `${AUDIENCE}-admin`,
  `${AUDIENCE} `,
  ` ${AUDIENCE}`,
  AUDIENCE.toUpperCase(),
  AUDIENCE.slice(1),
  `${AUDIENCE}\0`,
  "billing-api",
  "*",
  "",
  "__proto__",
  AUDIENCE.replace("o", "\u043e"),
];

/** @type {Family} */
export const claimKinds = {
  name: "claims missing or of another kind",
  level: "claims",
  make(random) {
    const name = random.pick(REQUIRED);
    if (random.oneIn(3)) return hostile(payload(random, { [name]: undefined }));
    if (random.oneIn(6))
      return hostile(
        payload(random, {
          [name]: undefined,
          [random.pick([name.toUpperCase(), `${name} `, ` ${name}`, `${name}\0`])]: '"user-a"',
        }),
      );
    if (name === "iat" || name === "exp" || name === "aud")
      return hostile(
        payload(random, {
          [name]: random.pick([
            "null",
            "true",
            "false",
            "{}",
            '{"0":"todo-api"}',
            '""',
            '"1750000000"',
            "[null]",
            "[1750000000]",
            "[[]]",
            '[["todo-api"]]',
          ]),
        }),
      );
    return hostile(payload(random, { [name]: random.pick(WRONG_KINDS) }));
  },
};

/** @type {Family} */
export const identifiers = {
  name: "identifiers",
  level: "claims",
  make(random) {
    const name = random.pick(IDENTIFIERS);
    const good = identifier(random);
    const long = random.pick(["x", "é", "\u{1f600}", "\u{10ffff}"]);
    return random.pick([
      () =>
        benign(
          payload(
            random,
            Object.fromEntries(IDENTIFIERS.map((each) => [each, spelled(random, identifier(random))])),
          ),
        ),
      () => benign(payload(random, { [name]: spelled(random, good) })),
      () => benign(payload(random, { [name]: JSON.stringify(long.repeat(255)) })),
      () => hostile(payload(random, { [name]: JSON.stringify(long.repeat(random.pick([256, 257, 510]))) })),
      () =>
        hostile(payload(random, { [name]: spelled(random, inserted(random, good, random.pick(CONTROLS))) })),
      () =>
        hostile(
          payload(random, { [name]: random.pick(['""', '"\\ud800"', '"\\udc00x"', '"\\ude00\\ud83d"']) }),
        ),
    ])();
  },
};

/** @type {Family} */
export const issuersAndAudiences = {
  name: "issuers and audiences",
  level: "claims",
  make(random) {
    const others = random.times(random.int(0, 3), () => spelled(random, random.pick(AUDIENCES)));
    const ours = spelled(random, AUDIENCE);
    return random.pick([
      () => benign(payload(random, { iss: spelled(random, ISSUER), aud: ours })),
      () => benign(payload(random, { aud: array(random, random.shuffled([...others, ours])) })),
      () => hostile(payload(random, { aud: array(random, others) })),
      () => hostile(payload(random, { aud: spelled(random, random.pick(AUDIENCES)) })),
      () =>
        hostile(payload(random, { aud: array(random, random.shuffled([ours, random.pick(WRONG_KINDS)])) })),
      () => hostile(payload(random, { iss: spelled(random, random.pick(ISSUERS)) })),
      () => hostile(payload(random, { iss: array(random, [spelled(random, ISSUER)]) })),
    ])();
  },
};

/** @type {Family} */
export const scopes = {
  name: "scopes",
  level: "claims",
  make(random) {
    const words = random.times(random.int(1, 4), () => text(random, random.int(1, 6)).replaceAll(" ", "_"));
    return random.pick([
      () => benign(payload(random, { scope: spelled(random, words.join(" ")) })),
      () => benign(payload(random, { scope: '""' })),
      () =>
        hostile(
          payload(random, {
            scope: spelled(
              random,
              random.pick([` ${words[0]}`, `${words[0]} `, `${words.join(" ")}  x`, " ", "  "]),
            ),
          }),
        ),
      () => hostile(payload(random, { scope: random.pick([...WRONG_KINDS, '["a"]']) })),
    ])();
  },
};

/** @type {Family} */
export const otherClaims = {
  name: "claims of no meaning",
  level: "claims",
  make: (random) =>
    benign(
      `${space(random)}${payload(random, { [random.pick(["x", "__proto__", "constructor", "email", "Sub", "scopes", "toString", "", "a.b"])]: value(random, 6) })}${space(random)}`,
    ),
};

/** @param {Random} random @param {string} into @param {string} what - between two code points */
function inserted(random, into, what) {
  const points = [...into];
  points.splice(random.int(0, points.length), points.length === 255 ? 1 : 0, what);
  return points.join("");
}
