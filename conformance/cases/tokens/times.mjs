import { claims, NOW, rawClaim, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const VALID = token();
const LIFE = 300;

export const times = [
  ...["exp", "iat", "nbf"].flatMap((name) => [
    ...[
      ["string", `"${NOW}"`],
      ["bool", "true"],
      ["null", "null"],
      ["array", `[${NOW}]`],
      ["overflow", "1e400"],
      ["negative-overflow", "-1e400"],
      ["beyond", "9007199254740993"],
      ["huge", `${"9".repeat(400)}`],
      ["very-huge", `${"9".repeat(5000)}`],
    ].map(([kind, json]) =>
      bad(`${name}-${kind}`, "C5", `${name}: ${kind}`, token(rawClaim(name, json)), "claim_type"),
    ),
  ]),
  bad(
    "overflow-elsewhere",
    "C5",
    "1e400 in a claim of no meaning",
    token(rawClaim("x", "[1e400]")),
    "claim_type",
  ),
  good("exp-fraction", "C5", "a fraction of a second", token(claims({ exp: NOW + 299.5 }))),
  good("exp-exponent", "C5", "written with an exponent", token(rawClaim("exp", "17500003e2"))),
  good("nbf-past", "C7", "valid since a while", token(claims({ nbf: NOW - 100 }))),
  good("exp-last-moment", "C6", "just before the leeway ends", VALID, { now: NOW + LIFE + 4.999 }),
  bad("exp-first-moment", "C6", "the leeway has ended", VALID, "expired", { now: NOW + LIFE + 5 }),
  bad("exp-long-ago", "C6", "an hour later", VALID, "expired", { now: NOW + 3900 }),
  bad("exp-zero", "C8", "exp is 0", token(claims({ exp: 0 })), "lifetime"),
  bad("exp-milliseconds", "C8", "milliseconds", token(claims({ exp: (NOW + 300) * 1000 })), "lifetime"),
  bad("exp-at-iat", "C8", "no lifetime", token(claims({ exp: NOW })), "lifetime"),
  good("life-3600", "C8", "as long as is allowed", token(claims({ exp: NOW + 3600 }))),
  bad("life-3601", "C8", "a second more", token(claims({ exp: NOW + 3601 })), "lifetime"),
  good("iat-ahead", "C7", "issued within the leeway ahead", VALID, { now: NOW - 5 }),
  bad("iat-future", "C7", "issued in the future", VALID, "not_yet", { now: NOW - 5.001 }),
  bad("nbf-future", "C7", "not yet valid", token(claims({ nbf: NOW + 15.001 })), "not_yet"),
  good("nbf-ahead", "C7", "valid within the leeway", token(claims({ nbf: NOW + 15 }))),
];
