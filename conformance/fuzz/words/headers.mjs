/** What may stand in a header and should not. */
import { AUDIENCE, deriveKid, HEADER, KID, OLD_SECRET, OTHER_SECRET, SECRET } from "../../cases/mint.mjs";

export const ALGORITHMS = [
  ..."none None NONE nOnE hs256 Hs256 HS256,none null true __proto__ constructor".split(" "),
  ..."HS384 HS512 HS1 RS256 RS512 PS256 ES256 ES256K EdDSA Ed25519 ML-DSA-44".split(" "),
  ..."A128KW dir RSA-OAEP PBES2-HS256+A128KW A256GCM".split(" "),
  ...["", "HS256 ", " HS256", "HS256\0", "HS2\u200b56"],
];

/** Those that can be made under the right key: then nothing but the name is wrong. */
export const HASHES = new Map([
  ["HS384", "sha384"],
  ["HS512", "sha512"],
  ["HS1", "sha1"],
]);

export const TYPES = [
  ..."JWT jwt AT+JWT at+JWT application/at+jwt at%2Bjwt id+jwt logout+jwt dpop+jwt JOSE".split(" "),
  ...["", "at+jwt ", "at jwt", "at\u207ajwt"],
];

export const KIDS = [
  ..."../../../dev/null /dev/null file:///etc/passwd http://127.0.0.1/ * 0 undefined null".split(" "),
  ...["", " ", "' OR '1'='1", "\0", "\n", "a\r\nb", "__proto__", "constructor", "toString"],
  ...[64, 65, 5_000].map((length) => "x".repeat(length)),
  ...[KID.slice(0, -1), `${KID}A`, `${KID} `, ` ${KID}`, `${KID}=`, `${KID}\0`, KID.toLowerCase()],
  ...[KID.replace("A", "Ａ"), deriveKid(OTHER_SECRET), deriveKid(OLD_SECRET)],
  ...["billing-api", "", AUDIENCE.toUpperCase()].map((audience) => deriveKid(SECRET, audience)),
];

/** JSON texts of values that are no text, or not the one that is due. */
export const WRONG_KINDS = `null true false 0 1 256 1.5 1e400 [] {} ["HS256"] ["at+jwt"] ["${KID}"]`.split(
  " ",
);

/** Members that other profiles know, and some that look like ours. */
export const FOREIGN = /** @type {const} */ ([
  ["jwk", '{"kty":"oct","k":"AA"}'],
  ["jku", '"http://127.0.0.1:9/jwks"'],
  ["x5u", '"http://127.0.0.1:9/x5u"'],
  ["x5c", '["MIIB"]'],
  ["x5t", '"AA"'],
  ["x5t#S256", '"AA"'],
  ["crit", '["exp"]'],
  ["crit", '["b64"]'],
  ["crit", "[]"],
  ["b64", "false"],
  ["b64", "true"],
  ["zip", '"DEF"'],
  ["enc", '"A256GCM"'],
  ["cty", '"JWT"'],
  ["epk", "{}"],
  ["nonce", '"x"'],
  ["Alg", '"HS256"'],
  ["ALG", '"none"'],
  ["alg ", '"none"'],
  ["", '""'],
  ["__proto__", '{"alg":"none"}'],
  ["constructor", "{}"],
]);

/** Whole header texts. */
export const ODD_TEXTS = [
  ...'{} [] null true 1 "" hello { } {"alg":"HS256"}'.split(" "),
  ...["", " ", JSON.stringify([HEADER]), JSON.stringify(JSON.stringify(HEADER))],
];
