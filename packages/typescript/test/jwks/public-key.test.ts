import { describe, expect, it } from "vitest";
import { encode } from "../../src/base64url.js";
import { readPublicKey } from "../../src/jwks/public-key.js";
import { checkSignature } from "../../src/jws.js";
import { eddsa, es256, PAIRS, type Pair, rs256 } from "./pairs.js";

const MESSAGE = "header.payload";
const ALL = Object.entries(PAIRS) as [string, Pair][];

function matches({ jwk }: Pair, signature: Uint8Array, message = MESSAGE): boolean {
  try {
    checkSignature(readPublicKey(jwk), message, encode(signature));
    return true;
  } catch {
    return false;
  }
}

describe.each(ALL)("a key for %s", (algorithm, pair) => {
  it("accepts its own signature and no other", () => {
    const signature = pair.sign(MESSAGE);
    expect(readPublicKey(pair.jwk).algorithm).toBe(algorithm);
    expect(matches(pair, signature)).toBe(true);
    expect(matches(pair, signature, `${MESSAGE}x`)).toBe(false);
    const nothing = Buffer.alloc(signature.length);
    const others = [
      signature.subarray(1),
      Buffer.concat([signature, nothing]),
      nothing,
      signature.toReversed(),
    ];
    for (const other of others) expect(matches(pair, other)).toBe(false);
    const strangers = [eddsa(), es256(), ...Object.values(PAIRS).filter((each) => each !== pair)];
    for (const stranger of strangers) expect(matches(pair, stranger.sign(MESSAGE))).toBe(false);
  });

  it("may leave alg, use and key_ops out, and have no others", () => {
    const { alg, ...bare } = pair.jwk;
    expect(readPublicKey(bare).algorithm).toBe(alg);
    expect(readPublicKey({ ...bare, use: "sig", key_ops: ["verify"], ext: true }).kid).toBe(pair.jwk.kid);
    for (const other of ["HS256", "none", "RS512", "ES384", "", null, 1]) {
      expect(() => readPublicKey({ ...bare, alg: other })).toThrow("its alg is not the one of its kind");
    }
    for (const use of ["enc", "", null]) {
      expect(() => readPublicKey({ ...bare, use })).toThrow("it is not for signatures");
    }
    for (const key_ops of [[], ["sign"], ["encrypt"], "verify", null]) {
      expect(() => readPublicKey({ ...bare, key_ops })).toThrow("it is not for verifying");
    }
  });

  it("has a name", () => {
    for (const kid of ["", null, 5, ["k"], undefined]) {
      expect(() => readPublicKey({ ...pair.jwk, kid })).toThrow("it has no kid");
    }
  });
});

describe("a key that is not taken", () => {
  const { EdDSA, ES256, RS256 } = PAIRS;

  it.each([
    { ...EdDSA.jwk, d: "AAAA" },
    { ...ES256.jwk, d: "AAAA" },
    { ...RS256.jwk, p: "AAAA" },
    { kty: "oct", k: "AAAA", kid: "k", alg: "HS256" },
    { ...EdDSA.jwk, k: "AAAA" },
  ])("is one that nobody may publish", (jwk) => {
    expect(() => readPublicKey(jwk)).toThrow("which nobody may publish");
  });

  it.each([
    { ...EdDSA.jwk, kty: "oct" },
    { ...EdDSA.jwk, crv: "Ed448" },
    { ...EdDSA.jwk, crv: "X25519" },
    { ...ES256.jwk, crv: "P-384" },
    { ...ES256.jwk, crv: "secp256k1" },
    { ...RS256.jwk, crv: "P-256" },
    { kid: "k" },
  ])("is of another kind", (jwk) => {
    expect(() => readPublicKey(jwk)).toThrow("it is no Ed25519, P-256 or RSA key");
  });

  it("has numbers that are none", () => {
    expect(() => readPublicKey({ ...EdDSA.jwk, x: `${EdDSA.jwk.x}=` })).toThrow(
      "its x is not canonical base64url",
    );
    expect(() => readPublicKey({ ...EdDSA.jwk, x: "AAAA" })).toThrow("its x is not 32 bytes long");
    expect(() => readPublicKey({ ...EdDSA.jwk, x: undefined })).toThrow("it has no x");
    expect(() => readPublicKey({ ...ES256.jwk, y: ES256.jwk.x })).toThrow("its point is not on the curve");
  });

  it("is a point of low order, in every spelling", () => {
    const spelled = (first: string, filling: string, last: string) => `${first}${filling.repeat(30)}${last}`;
    const small = [spelled("00", "00", "00"), spelled("01", "00", "00")];
    const large = ["ec", "ed", "ee"].map((first) => spelled(first, "ff", "7f"));
    const eighth = [
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    ];
    for (const hex of [...small, ...large, ...eighth]) {
      for (const sign of [0, 0x80]) {
        const point = Buffer.from(hex, "hex");
        point[31] = (point[31] ?? 0) | sign;
        expect(() => readPublicKey({ ...EdDSA.jwk, x: encode(point) })).toThrow("its point is of low order");
      }
    }
    expect(() => readPublicKey(eddsa().jwk)).not.toThrow();
  });

  it("has a name that no log takes", () => {
    for (const kid of ["k".repeat(65), "a b", 'a","x":"b', "a\nb", "ä"]) {
      expect(() => readPublicKey({ ...EdDSA.jwk, kid })).toThrow(
        "its kid is too long, or of other characters",
      );
    }
    expect(readPublicKey({ ...EdDSA.jwk, kid: "k".repeat(64) }).kid).toHaveLength(64);
    expect(readPublicKey({ ...EdDSA.jwk, kid: "a.b_c:d/e+f=g-h" }).kid).toBe("a.b_c:d/e+f=g-h");
  });

  it("is too weak, or too slow", () => {
    expect(() => readPublicKey(rs256("k", 1024).jwk)).toThrow("it has 1024 bits, not 2048 to 8192");
    const huge = encode(Buffer.alloc(2000, 0xff));
    expect(() => readPublicKey({ ...RS256.jwk, n: huge })).toThrow(/bits, not 2048|no RSA key/);
    for (const e of [[1], [3], [1, 0, 0], Array(9).fill(0xff)]) {
      expect(() => readPublicKey({ ...RS256.jwk, e: encode(Buffer.from(e)) })).toThrow(
        /its exponent|no RSA key/,
      );
    }
  });
});

it("takes no DER from ES256", () => {
  const pair = es256();
  const [r, s] = [pair.sign(MESSAGE).subarray(0, 32), pair.sign(MESSAGE).subarray(32)];
  const der = Buffer.concat([Buffer.from([0x30, 0x44, 2, 0x20]), r, Buffer.from([2, 0x20]), s]);
  expect(matches(pair, der)).toBe(false);
});
