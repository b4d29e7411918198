import { createPublicKey, type KeyObject } from "node:crypto";
import { decode, encode, isCanonical } from "../base64url.js";
import type { Algorithm, Key } from "../key.js";

/** What a key set can publish. */
export type PublicAlgorithm = Exclude<Algorithm, "HS256">;

/** A key that is not for us, or not fit for use. The message says why, without anything of the key. */
export class UnsuitableKeyError extends Error {}

type Jwk = Readonly<Record<string, unknown>>;

const PRIVATE = ["d", "k", "p", "q"];
// It stands in the header segment that is looked for, and in the log.
const KID = /^[A-Za-z0-9._:/+=-]{1,64}$/;
const COORDINATE_LENGTH = 32;
// Shorter ones can be broken (RFC 7518 §3.3); longer ones take long to check.
const RSA_BITS = { least: 2048, most: 8192 };
const LEAST_EXPONENT = 65_537;
const MOST_EXPONENT = 2 ** 33;

/**
 * The key of a JWK (RFC 7517), and the one algorithm that it may be used with (RFC 8725 §3.1).
 *
 * @throws {@link UnsuitableKeyError} for a private or symmetric key, for one that does not sign or has no id, and for one
 *   that is not exactly what EdDSA (Ed25519), ES256 or RS256 takes.
 */
export function readPublicKey(jwk: Jwk): Key & { readonly algorithm: PublicAlgorithm } {
  const kid = textOf(jwk, "kid");
  if (!KID.test(kid)) throw new UnsuitableKeyError("its kid is too long, or of other characters");
  if (PRIVATE.some((name) => name in jwk)) {
    throw new UnsuitableKeyError("it is a private or a symmetric key, which nobody may publish");
  }
  if ("use" in jwk && jwk.use !== "sig") throw new UnsuitableKeyError("it is not for signatures");
  if ("key_ops" in jwk && !(Array.isArray(jwk.key_ops) && jwk.key_ops.includes("verify"))) {
    throw new UnsuitableKeyError("it is not for verifying");
  }
  const algorithm = algorithmOf(jwk);
  const material = MATERIALS[algorithm](jwk);
  if ("alg" in jwk && jwk.alg !== algorithm) {
    throw new UnsuitableKeyError("its alg is not the one of its kind");
  }
  return { algorithm, kid, headerSegment: segmentOf(algorithm, kid), material };
}

/** The header as the issuer writes it (profile rule H5). */
function segmentOf(algorithm: PublicAlgorithm, kid: string): string {
  return encode(`{"alg":"${algorithm}","typ":"at+jwt","kid":"${kid}"}`);
}

function algorithmOf({ kty, crv }: Jwk): PublicAlgorithm {
  if (kty === "OKP" && crv === "Ed25519") return "EdDSA";
  if (kty === "EC" && crv === "P-256") return "ES256";
  if (kty === "RSA" && crv === undefined) return "RS256";
  throw new UnsuitableKeyError("it is no Ed25519, P-256 or RSA key");
}

const MATERIALS: Readonly<Record<PublicAlgorithm, (jwk: Jwk) => KeyObject>> = {
  EdDSA: (jwk) => {
    const x = coordinateOf(jwk, "x");
    if (isLowOrder(decode(x))) throw new UnsuitableKeyError("its point is of low order");
    return importKey({ kty: "OKP", crv: "Ed25519", x }, "its x is no key");
  },
  ES256: (jwk) => {
    const [x, y] = [coordinateOf(jwk, "x"), coordinateOf(jwk, "y")];
    return importKey({ kty: "EC", crv: "P-256", x, y }, "its point is not on the curve");
  },
  RS256: (jwk) => {
    const material = importKey({ kty: "RSA", n: bytesOf(jwk, "n").text, e: bytesOf(jwk, "e").text }, NO_RSA);
    const { modulusLength = 0, publicExponent = 0n } = material.asymmetricKeyDetails ?? {};
    if (modulusLength < RSA_BITS.least || modulusLength > RSA_BITS.most) {
      throw new UnsuitableKeyError(`it has ${modulusLength} bits, not ${RSA_BITS.least} to ${RSA_BITS.most}`);
    }
    if (publicExponent < LEAST_EXPONENT || publicExponent > MOST_EXPONENT || publicExponent % 2n === 0n) {
      throw new UnsuitableKeyError("its exponent is not an odd number of at least 65537");
    }
    return material;
  },
};
const NO_RSA = "its numbers are no RSA key";

// Under one of these points everything is signed (RFC 8032 §5.1.7). They are their y, lowest byte first.
const LOW_ORDER = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

function isLowOrder(point: Buffer): boolean {
  // The highest bit is the sign of x.
  const y = Buffer.from(point).fill((point[31] ?? 0) & 0x7f, 31);
  return LOW_ORDER.includes(y.toString("hex"));
}

function importKey(key: Record<string, string>, otherwise: string): KeyObject {
  try {
    return createPublicKey({ key, format: "jwk" });
  } catch {
    throw new UnsuitableKeyError(otherwise);
  }
}

function coordinateOf(jwk: Jwk, name: string): string {
  const { text, length } = bytesOf(jwk, name);
  if (length !== COORDINATE_LENGTH) {
    throw new UnsuitableKeyError(`its ${name} is not ${COORDINATE_LENGTH} bytes long`);
  }
  return text;
}

function bytesOf(jwk: Jwk, name: string): { text: string; length: number } {
  const text = textOf(jwk, name);
  if (!isCanonical(text)) {
    throw new UnsuitableKeyError(`its ${name} is not canonical base64url`);
  }
  return { text, length: decode(text).length };
}

function textOf(jwk: Jwk, name: string): string {
  const value = jwk[name];
  if (typeof value !== "string" || value === "") throw new UnsuitableKeyError(`it has no ${name}`);
  return value;
}
