// Keys of one source with the algorithm of the other.
import { createPublicKey } from "node:crypto";
import { CLAIMS, claims, deriveKey, HEADER, KID, NOW, SECRET, token } from "../mint.mjs";
import { bad, good } from "../tokens/vector.mjs";
import { GOOD, NAMESAKE, OCTETS, TWINS, UNFIT } from "./key-set.mjs";
import { header, hmac, right, signed } from "./token.mjs";

const ALGORITHMS = /** @type {(keyof typeof GOOD)[]} */ (Object.keys(GOOD));
const name = (alg) => `jwks-${alg.toLowerCase()}`;
const secretly = hmac(deriveKey(SECRET));

/** What a careless verifier could take for the bytes of a secret. */
function disguises(alg) {
  const { jwk } = GOOD[alg];
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const [bytes, text] = alg === "RS256" ? ["n", "its n"] : ["x", "its x"];
  return [
    ["pem", "its PEM", key.export({ type: "spki", format: "pem" })],
    ["pem-stripped", "its PEM without the last line end", key.export({ type: "spki", format: "pem" }).trim()],
    ["der", "its DER", key.export({ type: "spki", format: "der" })],
    ["jwk", "its JWK", JSON.stringify(jwk)],
    ["raw", `the bytes of ${text}`, Buffer.from(jwk[bytes], "base64url")],
    ["text", `the text of ${text}`, jwk[bytes]],
  ];
}

/** A public key as the secret of an HMAC: under its own name, and under the name of the secret's key. */
const publicKeys = ALGORITHMS.flatMap((alg) =>
  disguises(alg).flatMap(([id, what, key]) => [
    bad(
      `${name(alg)}-hmac-${id}`,
      "H2",
      `HS256 under the public key: ${what}`,
      signed(header(alg, { alg: "HS256" }), hmac(key)),
      "alg",
      { source: "RFC 8725 §2.1" },
    ),
    bad(
      `${name(alg)}-hmac-${id}-secret-kid`,
      "S1",
      `the same under the name of the secret's key`,
      signed(HEADER, hmac(key)),
      "signature",
      { source: "RFC 8725 §2.1" },
    ),
  ]),
);

/** Every algorithm with every other's key, signed as the key would. */
const crossed = ALGORITHMS.flatMap((alg) => [
  ...["HS256", "none", "PS256", "ES384", "RS512", "Ed25519", alg.toLowerCase()]
    .concat(ALGORITHMS.filter((other) => other !== alg))
    .map((other, at) =>
      bad(
        `${name(alg)}-says-${other.toLowerCase()}${at === 6 ? "-lower" : ""}`,
        "H2",
        `a token of ${alg} that says ${other}`,
        signed(header(alg, { alg: other }), GOOD[alg].sign),
        "alg",
      ),
    ),
  bad(
    `${name(alg)}-by-secret`,
    "H2",
    `${alg}'s kid and HS256, rightly signed with the secret's key`,
    signed(header(alg, { alg: "HS256" }), secretly),
    "alg",
  ),
  bad(
    `${name(alg)}-by-secret-says-${alg.toLowerCase()}`,
    "S2",
    `${alg}'s own header, signed with the secret's key`,
    signed(header(alg), secretly),
    "signature",
  ),
  bad(
    `${name(alg)}-secret-kid`,
    "H2",
    `${alg} under the name of the secret's key`,
    signed(header(alg, { kid: KID }), GOOD[alg].sign),
    "alg",
  ),
]);

/** Headers that bring a key along, or ask for more. */
const { jwk: OWN, sign: signOwn } = NAMESAKE;
const carried = [
  ["jwk", "a key of the sender's", { jwk: OWN }],
  ["jwk-known", "a key that the set has too", { jwk: GOOD.EdDSA.jwk }],
  ["jku", "the address of another set", { jku: "https://elsewhere.example/jwks" }],
  ["x5c", "a certificate", { x5c: ["MIIB"] }],
  ["x5u", "the address of a certificate", { x5u: "https://elsewhere.example/cert" }],
  ["crit", "an extension that must be understood", { crit: ["exp"] }],
  ["b64", "a payload that is not encoded", { b64: false, crit: ["b64"] }],
].map(([id, what, more]) =>
  bad(
    `jwks-header-${id}`,
    "H1",
    `a header with ${what}`,
    signed(header("EdDSA", more), id === "jwk" ? signOwn : GOOD.EdDSA.sign),
    "header_members",
  ),
);

/** Which keys of the set count. */
const chosen = [
  ...UNFIT.map(({ kid, comment, alg, sign }, at) =>
    bad(
      `jwks-key-${kid.length > 64 ? "long-kid" : kid.replaceAll(" ", "-")}`,
      "K21",
      comment,
      signed({ alg, typ: "at+jwt", kid }, sign),
      "kid_unknown",
      { source: at === 6 ? "RFC 7518 §3.3" : undefined },
    ),
  ),
  bad(
    "jwks-key-oct",
    "K21",
    "a symmetric key in the set",
    signed({ ...HEADER, kid: OCTETS.kid }, hmac(OCTETS.key)),
    "kid_unknown",
  ),
  ...TWINS.map(({ sign }, at) =>
    bad(
      `jwks-key-twin-${at + 1}`,
      "K22",
      `two keys of one kid: the ${at ? "second" : "first"}`,
      signed(header("EdDSA", { kid: "twin" }), sign),
      "kid_unknown",
    ),
  ),
  good("jwks-key-namesake-secret", "K22", "the kid of the secret's key, which the set has too", token()),
  bad(
    "jwks-key-namesake",
    "H2",
    "the same kid, and the set's key",
    signed(header("EdDSA", { kid: KID }), NAMESAKE.sign),
    "alg",
  ),
  bad(
    "jwks-key-unknown",
    "H4",
    "a kid that nobody has",
    signed(header("EdDSA", { kid: "nobody" }), GOOD.EdDSA.sign),
    "kid_unknown",
  ),
];

/** What is right. */
const accepted = ALGORITHMS.flatMap((alg) => [
  good(name(alg), ["S2", "H2", "H5", "K21"], `a token of ${alg}`, right(alg)),
  good(
    `${name(alg)}-respelled`,
    ["H1", "S2"],
    `its header otherwise spelled, and signed so`,
    signed(JSON.stringify(header(alg), null, 1), GOOD[alg].sign),
  ),
  good(`${name(alg)}-fraction`, "C5", "a time with milliseconds", right(alg, claims({ iat: NOW + 0.5 }))),
  bad(
    `${name(alg)}-typ`,
    "M1",
    "typ JWT, as another signer of jwt() may write",
    signed(header(alg, { typ: "JWT" }), GOOD[alg].sign),
    "typ",
  ),
  bad(
    `${name(alg)}-no-typ`,
    "M1",
    "no typ, as Better Auth's own jwt() leaves it out",
    signed({ alg, kid: GOOD[alg].kid }, GOOD[alg].sign),
    "header_members",
  ),
  bad(
    `${name(alg)}-other-audience`,
    "C4",
    "for another API",
    right(alg, claims({ aud: "billing-api" })),
    "aud",
  ),
  bad(`${name(alg)}-no-session`, "C1", "no session", right(alg, claims({ sid: undefined })), "claim_missing"),
  bad(`${name(alg)}-expired`, "C6", "expired", right(alg), "expired", { now: NOW + 305 }),
]);

/** All but the signatures themselves. */
export const confusion = {
  accepted: [
    ...accepted,
    good("jwks-hs256", ["S1", "H2"], "a token of the secret beside the set", token(CLAIMS)),
  ],
  refused: [...publicKeys, ...crossed, ...carried, ...chosen],
};
