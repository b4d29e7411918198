/** By whom a token is, and for whom. */
import { AUDIENCE, ISSUER } from "../../cases/mint.mjs";
import { array, spelled } from "../json.mjs";
import { payload } from "../material.mjs";
import { benign, hostile } from "./family.mjs";

/** @typedef {import("./family.mjs").Family} Family */

const ISSUERS = [
  ...[`${ISSUER}/`, `${ISSUER} `, ` ${ISSUER}`, `${ISSUER}\0`, ISSUER.slice(0, -1), ISSUER.toUpperCase(), ""],
  ...[`${ISSUER}.evil.example`, `${ISSUER}@evil.example`, ISSUER.replace("http", "https"), "null"],
  ...[ISSUER.replace("localhost", "127.0.0.1"), ISSUER.replace("l", "\u2113")],
];
const AUDIENCES = [
  ...[`${AUDIENCE}-admin`, `${AUDIENCE} `, ` ${AUDIENCE}`, `${AUDIENCE}\0`, AUDIENCE.slice(1), "", "*"],
  ...[AUDIENCE.toUpperCase(), AUDIENCE.replace("o", "\u043e"), "billing-api", "__proto__"],
];
const NO_TEXTS = ["null", "true", "0", "1", "-1.5", "[]", "{}", '["todo-api"]', "[null]"];

/** @type {Family} */
export const issuers = {
  name: "issuers",
  level: "claims",
  make(random) {
    const ours = spelled(random, ISSUER);
    if (random.oneIn(4)) return benign(payload(random, { iss: ours }));
    const other = spelled(random, random.pick(ISSUERS));
    return hostile(payload(random, { iss: random.pick([other, other, array(random, [ours])]) }));
  },
};

/** @type {Family} */
export const audiences = {
  name: "audiences",
  level: "claims",
  make(random) {
    const others = random.times(random.int(0, 3), () => spelled(random, random.pick(AUDIENCES)));
    const ours = spelled(random, AUDIENCE);
    if (random.oneIn(3)) {
      const list = array(random, random.shuffled([...others, ours]));
      return benign(payload(random, { aud: random.oneIn(3) ? ours : list }));
    }
    const mixed = random.shuffled([ours, random.pick(NO_TEXTS)]);
    const aud = random.pick([
      spelled(random, random.pick(AUDIENCES)),
      array(random, others),
      array(random, mixed),
    ]);
    return hostile(payload(random, { aud }));
  },
};
