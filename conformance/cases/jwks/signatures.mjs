// Signatures that are almost right, algorithm by algorithm.
import { constants, createHash, sign } from "node:crypto";
import { b64, CLAIMS, claims } from "../mint.mjs";
import { bad, good } from "../tokens/vector.mjs";
import { P256, toBytes } from "./curve.mjs";
import { GOOD } from "./key-set.mjs";
import { header, right, signed } from "./token.mjs";

const wrong = (alg, id, comment, make, source = undefined) =>
  bad(`jwks-${alg.toLowerCase()}-${id}`, "S2", comment, signed(header(alg), make), "signature", { source });

/** What no algorithm takes. */
const everywhere = Object.entries(GOOD).flatMap(([alg, { sign: make }]) => [
  wrong(alg, "zeros", "nothing but zeros", (message) => Buffer.alloc(make(message).length), "CVE-2022-21449"),
  wrong(alg, "short", "a byte less", (message) => make(message).subarray(1)),
  wrong(alg, "long", "a byte more", (message) => Buffer.concat([make(message), Buffer.of(0)])),
  wrong(alg, "led", "a zero before it", (message) => Buffer.concat([Buffer.of(0), make(message)])),
  wrong(alg, "flipped", "one bit of it", (message) =>
    make(message).map((byte, at) => byte ^ (at === 9 ? 1 : 0)),
  ),
  wrong(alg, "other", "that of another token", () =>
    Buffer.from(right(alg, claims({ sub: "user-b" })).split(".")[2], "base64url"),
  ),
  wrong(alg, "payload-alone", "of the payload segment alone", (message) => make(message.split(".")[1])),
  wrong(alg, "hash", "of a hash of what is to be signed", (message) =>
    make(createHash("sha256").update(message).digest("hex")),
  ),
]);

const { numbers } = GOOD.ES256;
/** @param {...bigint} both */
const pair = (...both) => Buffer.concat(both.map((each) => toBytes(each, P256.bytes)));
const integer = (value) => {
  const bytes = toBytes(value, P256.bytes);
  const first = bytes.findIndex((byte) => byte !== 0);
  const least = bytes.subarray(first);
  return least[0] > 127 ? Buffer.concat([Buffer.of(0), least]) : least;
};
/** RFC 3279 §2.2.3. */
const der = (r, s) => {
  const parts = [r, s].flatMap((each) => [Buffer.of(2, integer(each).length), integer(each)]);
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
};
const of = (make) => (message) => make(...numbers(message));
const es = (id, comment, make, source) => wrong("ES256", id, comment, make, source);
const { n } = P256;

const es256 = [
  es("der", "the two numbers in DER", of(der), "RFC 7518 §3.4"),
  es(
    "swapped",
    "the two numbers in the other order",
    of((r, s) => pair(s, r)),
  ),
  es(
    "r-zero",
    "r is 0",
    of((_, s) => pair(0n, s)),
    "CVE-2022-21449",
  ),
  es(
    "s-zero",
    "s is 0",
    of((r) => pair(r, 0n)),
    "CVE-2022-21449",
  ),
  es(
    "r-order",
    "r is the order of the curve",
    of((_, s) => pair(n, s)),
    "CVE-2022-21449",
  ),
  es(
    "s-order",
    "s is the order of the curve",
    of((r) => pair(r, n)),
    "CVE-2022-21449",
  ),
  es("orders", "both are the order of the curve", () => pair(n, n), "CVE-2022-21449"),
  es("ones", "both are 1", () => pair(1n, 1n)),
  es(
    "r-negative",
    "r has the other sign",
    of((r, s) => pair(n - r, s)),
  ),
  es(
    "wide",
    "the two numbers in 33 bytes each",
    of((r, s) => Buffer.concat([toBytes(r, 33), toBytes(s, 33)])),
  ),
  good(
    "jwks-es256-other-s",
    "S2",
    "n − s in the place of s, which is as right: nobody asks for the smaller",
    signed(
      header("ES256"),
      of((r, s) => pair(r, n - s)),
    ),
    { source: "RFC 7518 §3.4" },
  ),
];

const L = 2n ** 252n + 27742317777372353535851937790883648493n; // RFC 8032 §5.1
const little = (bytes) => BigInt(`0x${Buffer.from(bytes).reverse().toString("hex")}`);
const back = (value) => toBytes(value, 32).reverse();
const NEUTRAL = back(1n);
const ed = (id, comment, make, source = "RFC 8032 §5.1.7") => wrong("EdDSA", id, comment, make, source);
const halves = (make) => (message) => {
  const whole = Buffer.from(GOOD.EdDSA.sign(message));
  return Buffer.concat(make(whole.subarray(0, 32), whole.subarray(32)));
};

const eddsa = [
  ed(
    "s-order",
    "S and the order of the group: the same number, otherwise written",
    halves((R, S) => [R, back(little(S) + L)]),
  ),
  ed(
    "s-orders",
    "S and seven times the order",
    halves((R, S) => [R, back(little(S) + 7n * L)]),
  ),
  ed("neutral", "the neutral point, and 0", () => Buffer.concat([NEUTRAL, Buffer.alloc(32)])),
  ed("neutral-long", "the neutral point as p + 1, and 0", () =>
    Buffer.concat([back(2n ** 255n - 18n), Buffer.alloc(32)]),
  ),
  ed("order-two", "a point of order two, and 0", () =>
    Buffer.concat([back(2n ** 255n - 20n), Buffer.alloc(32)]),
  ),
  ed(
    "r-neutral",
    "the neutral point in the place of R",
    halves((_, S) => [NEUTRAL, S]),
  ),
  ed(
    "s-high-bit",
    "the highest bit of S",
    halves((R, S) => [R, S.map((byte, at) => (at === 31 ? byte | 0x80 : byte))]),
  ),
  ed(
    "swapped",
    "its halves in the other order",
    halves((R, S) => [S, R]),
  ),
  ed("of-hash", "of the SHA-512 of what is to be signed", (message) =>
    sign(null, createHash("sha512").update(message).digest(), GOOD.EdDSA.key),
  ),
];

const { key } = GOOD.RS256;
const { RSA_PKCS1_PSS_PADDING: PSS } = constants;
const rs = (id, comment, make, source) => wrong("RS256", id, comment, make, source);
const plus = (whole, added) => toBytes(BigInt(`0x${Buffer.from(whole).toString("hex")}`) + added, 257);
const N = BigInt(`0x${Buffer.from(GOOD.RS256.jwk.n, "base64url").toString("hex")}`);

const rs256 = [
  rs(
    "pss",
    "PSS in the place of PKCS #1 v1.5",
    (message) => sign("sha256", Buffer.from(message), { key, padding: PSS, saltLength: 0 }),
    "RFC 7518 §3.5",
  ),
  rs("sha1", "SHA-1", (message) => sign("sha1", Buffer.from(message), key)),
  rs("sha512", "SHA-512", (message) => sign("sha512", Buffer.from(message), key)),
  rs("one", "the number 1, whose every power is 1", () => toBytes(1n, 256)),
  rs(
    "plus-n",
    "the number and n: the same, otherwise written",
    (message) => plus(GOOD.RS256.sign(message), N),
    "RFC 8017 §8.2.2",
  ),
  rs("text", "its hexadecimal text", (message) =>
    Buffer.from(Buffer.from(GOOD.RS256.sign(message)).toString("hex")),
  ),
  bad(
    "jwks-ps256",
    "H2",
    "PS256, rightly made",
    signed(header("RS256", { alg: "PS256" }), (message) =>
      sign("sha256", Buffer.from(message), { key, padding: PSS, saltLength: 0 }),
    ),
    "alg",
  ),
];

const respelled = Object.keys(GOOD).map((alg) => {
  const [head, , signature] = right(alg).split(".");
  return bad(
    `jwks-${alg.toLowerCase()}-payload-changed`,
    "S2",
    "another user under the old signature",
    `${head}.${b64(JSON.stringify({ ...CLAIMS, sub: "user-b" }))}.${signature}`,
    "signature",
  );
});

export const signatures = [...everywhere, ...respelled, ...es256, ...eddsa, ...rs256];
