// ECDSA whose signatures are the same in every run: Node's are not, and vectors have to be. For test keys alone.
import { createHash } from "node:crypto";

/**
 * @typedef {{ name: string, bytes: number, p: bigint, a: bigint, n: bigint, g: Point }} Curve
 * @typedef {readonly [bigint, bigint] | undefined} Point - undefined: infinity
 */

/** @param {string} hex */
const big = (hex) => BigInt(`0x${hex}`);

/** SEC 2 §2.4.2. @type {Curve} */
export const P256 = {
  name: "P-256",
  bytes: 32,
  p: big("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"),
  a: -3n,
  n: big("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  g: [
    big("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    big("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
  ],
};
/** SEC 2 §2.4.1. @type {Curve} */
export const SECP256K1 = {
  name: "secp256k1",
  bytes: 32,
  p: big("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f"),
  a: 0n,
  n: big("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
  g: [
    big("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
    big("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
  ],
};

/** @param {bigint} value @param {bigint} modulus */
const mod = (value, modulus) => ((value % modulus) + modulus) % modulus;

/** @param {bigint} value @param {bigint} modulus a prime @returns {bigint} */
function inverse(value, modulus) {
  let [result, base, exponent] = [1n, mod(value, modulus), modulus - 2n];
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

/** @param {Curve} curve @param {Point} one @param {Point} other @returns {Point} */
function add({ p, a }, one, other) {
  if (one === undefined || other === undefined) return one ?? other;
  const [[x1, y1], [x2, y2]] = [one, other];
  if (x1 === x2 && mod(y1 + y2, p) === 0n) return undefined;
  const slope = x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1, p) : (y2 - y1) * inverse(x2 - x1, p);
  const x = mod(slope * slope - x1 - x2, p);
  return [x, mod(slope * (x1 - x) - y1, p)];
}

/** @param {Curve} curve @param {bigint} times @returns {readonly [bigint, bigint]} */
function multiply(curve, times) {
  /** @type {Point} */
  let result;
  for (let point = curve.g; times > 0n; times >>= 1n, point = add(curve, point, point)) {
    if (times & 1n) result = add(curve, result, point);
  }
  return /** @type {readonly [bigint, bigint]} */ (result);
}

/** @param {bigint} value @param {number} length */
export const toBytes = (value, length) => Buffer.from(value.toString(16).padStart(2 * length, "0"), "hex");

/** @param {Uint8Array} bytes */
const toNumber = (bytes) => big(Buffer.from(bytes).toString("hex"));
/** @param {...(string | Uint8Array)} parts */
const hash = (...parts) =>
  createHash("sha256")
    .update(Buffer.concat(parts.map((each) => Buffer.from(each))))
    .digest();

/**
 * A key pair that is named, and so the same in every run.
 *
 * @param {Curve} curve
 * @param {string} name
 */
export function pairOf(curve, name) {
  const { n, bytes } = curve;
  const secret = mod(toNumber(hash("test key ", name)), n);
  const [x, y] = multiply(curve, secret);
  return {
    x: toBytes(x, bytes),
    y: toBytes(y, bytes),
    /** The two numbers of a signature over SHA-256. @param {string} message @returns {[bigint, bigint]} */
    sign(message) {
      const k = mod(toNumber(hash("nonce ", name, message)), n);
      const r = mod(multiply(curve, k)[0], n);
      return [r, mod(inverse(k, n) * (toNumber(hash(message)) + r * secret), n)];
    },
  };
}
