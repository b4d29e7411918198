// The key set that jwks-tokens.json is verified with, and how to sign with each of its keys.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { b64, KID } from "../mint.mjs";
import { P256, pairOf, SECP256K1, toBytes } from "./curve.mjs";
import { RSA_1024, RSA_2048, RSA_E3 } from "./rsa-keys.mjs";

/** @typedef {(message: string) => Uint8Array} Sign */

/** @param {string} name */
const seed = (name) => createHash("sha256").update(`test key ${name}`).digest();

/** RFC 8410 §7: what stands before the bytes of a private key. */
const EDWARDS = {
  Ed25519: { prefix: "302e020100300506032b657004220420", length: 32 },
  Ed448: { prefix: "3047020100300506032b6571043b0439", length: 57 },
};

/** @param {string} name @param {keyof typeof EDWARDS} crv */
function edwards(name, crv = "Ed25519") {
  const { prefix, length } = EDWARDS[crv];
  const bytes = Buffer.concat([Buffer.from(prefix, "hex"), seed(name), seed(`${name} 2`)]).subarray(
    0,
    16 + length,
  );
  const key = createPrivateKey({ key: bytes, format: "der", type: "pkcs8" });
  const { x } = createPublicKey(key).export({ format: "jwk" });
  /** @type {Sign} */
  const signing = (message) => sign(null, Buffer.from(message), key);
  return { jwk: { kty: "OKP", crv, x }, sign: signing, key };
}

/** @param {string} name @param {typeof P256} curve */
function elliptic(name, curve = P256) {
  const { x, y, sign: numbers } = pairOf(curve, name);
  /** @type {Sign} */
  const signing = (message) => Buffer.concat(numbers(message).map((each) => toBytes(each, curve.bytes)));
  return { jwk: { kty: "EC", crv: curve.name, x: b64(x), y: b64(y) }, sign: signing, numbers };
}

/** @param {Record<string, string>} jwk */
function rsa({ kty, n, e, ...secret }) {
  const key = createPrivateKey({ key: { kty, n, e, ...secret }, format: "jwk" });
  /** @type {Sign} */
  const signing = (message) => sign("sha256", Buffer.from(message), key);
  return { jwk: { kty, n, e }, sign: signing, key };
}

const [ED, ES, RS] = [edwards("ed"), elliptic("es"), rsa(RSA_2048)];
const use = "sig";

/** The three that are fit for use. */
export const GOOD = {
  EdDSA: { ...ED, kid: "ed", jwk: { ...ED.jwk, kid: "ed", alg: "EdDSA", use } },
  ES256: { ...ES, kid: "es", jwk: { ...ES.jwk, kid: "es", alg: "ES256", use, key_ops: ["verify"] } },
  RS256: { ...RS, kid: "rs", jwk: { ...RS.jwk, kid: "rs" } },
};

// Every one of its multiples is one of eight points: whoever has it signs everything, with nothing.
const NEUTRAL = Buffer.alloc(32);
NEUTRAL[0] = 1;
const FORGED = Buffer.concat([NEUTRAL, Buffer.alloc(32)]);
const hmac = Buffer.alloc(32, "k");

/**
 * Those that are not: what is wrong, the algorithm that its tokens say, and signatures that are right by it.
 *
 * @type {{ kid: string, comment: string, alg: string, jwk: Record<string, unknown>, sign: Sign }[]}
 */
export const UNFIT = [
  unfit("enc", "a key for encryption", "EdDSA", edwards("enc"), { use: "enc" }),
  unfit("wrap", "a key whose key_ops do not verify", "ES256", elliptic("wrap"), { key_ops: ["sign"] }),
  unfit("alg-other", "an Ed25519 key whose alg is ES256", "EdDSA", edwards("alg-other"), { alg: "ES256" }),
  unfit("alg-hs256", "an RSA key whose alg is HS256", "RS256", RS, { alg: "HS256" }),
  unfit("alg-ps256", "an RSA key whose alg is PS256", "RS256", RS, { alg: "PS256" }),
  unfit("private", "a key with its private half", "EdDSA", edwards("private"), { d: b64(seed("private")) }),
  unfit("rsa-1024", "an RSA key of 1,024 bits", "RS256", rsa(RSA_1024)),
  unfit("rsa-e3", "an RSA key whose exponent is 3", "RS256", rsa(RSA_E3)),
  unfit("ed448", "an Ed448 key", "EdDSA", edwards("ed448", "Ed448")),
  unfit("secp256k1", "a key of secp256k1", "ES256", elliptic("k1", SECP256K1)),
  unfit("off-curve", "a point that is not on the curve", "ES256", { ...ES, jwk: { ...ES.jwk, y: ES.jwk.x } }),
  unfit("low-order", "a point of low order, under which everything is signed", "EdDSA", {
    jwk: { kty: "OKP", crv: "Ed25519", x: b64(NEUTRAL) },
    sign: () => FORGED,
  }),
  unfit("padded", "an x with padding", "EdDSA", { ...ED, jwk: { ...ED.jwk, x: `${ED.jwk.x}=` } }),
  unfit("a key", "a kid with a space", "EdDSA", ED),
  unfit("k".repeat(65), "a kid of 65 characters", "EdDSA", ED),
];

/** @param {string} kid @param {string} comment @param {string} alg @param {{ jwk: object, sign: Sign }} pair */
function unfit(kid, comment, alg, { jwk, sign: signing }, changes = {}) {
  return { kid, comment, alg, jwk: { ...jwk, kid, ...changes }, sign: signing };
}

/** Two keys of one name. */
export const TWINS = [edwards("first twin"), edwards("second twin")];
/** A key that has the name of the secret's. */
export const NAMESAKE = edwards("namesake");

/** A symmetric key, which nobody may publish, and its name. */
export const OCTETS = { kid: "oct", key: hmac };

/** The document. */
export const keySet = {
  keys: [
    ...Object.values(GOOD).map(({ jwk }) => jwk),
    ...UNFIT.map(({ jwk }) => jwk),
    ...TWINS.map(({ jwk }) => ({ ...jwk, kid: "twin" })),
    { ...NAMESAKE.jwk, kid: KID },
    { kty: "oct", k: b64(hmac), kid: OCTETS.kid, alg: "HS256" },
  ],
};
