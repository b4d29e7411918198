import { generateKeyPairSync, type KeyObject, sign as signWith } from "node:crypto";
import { encode } from "../../src/base64url.js";
import { AUDIENCE, ISSUER } from "../support/settings.js";

/** A JWK, and how to sign with its private half. */
export interface Pair {
  readonly jwk: Readonly<Record<string, unknown>> & { readonly kid: string; readonly alg: string };
  sign(message: string): Buffer;
}

function pairOf(kid: string, alg: string, keys: { publicKey: KeyObject; privateKey: KeyObject }): Pair {
  const digest = alg === "EdDSA" ? null : "sha256";
  const key = { key: keys.privateKey, dsaEncoding: "ieee-p1363" } as const;
  return {
    jwk: { ...keys.publicKey.export({ format: "jwk" }), kid, alg },
    sign: (message) => signWith(digest, Buffer.from(message), key),
  };
}

export const eddsa = (kid = "ed") => pairOf(kid, "EdDSA", generateKeyPairSync("ed25519"));
export const es256 = (kid = "es") => pairOf(kid, "ES256", generateKeyPairSync("ec", { namedCurve: "P-256" }));
export const rs256 = (kid = "rs", modulusLength = 2048, publicExponent = 65_537) =>
  pairOf(kid, "RS256", generateKeyPairSync("rsa", { modulusLength, publicExponent }));

export const PAIRS = { EdDSA: eddsa(), ES256: es256(), RS256: rs256() };

/** A good token under this key; or with other claims, or another header. */
export function tokenOf({ jwk, sign }: Pair, claims: object = {}, header?: object): string {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: ISSUER, aud: AUDIENCE, sub: "alice", sid: "s", jti: "j", iat: now, exp: now + 300 };
  const head = encode(JSON.stringify(header ?? { alg: jwk.alg, typ: "at+jwt", kid: jwk.kid }));
  const signed = `${head}.${encode(JSON.stringify({ ...good, ...claims }))}`;
  return `${signed}.${encode(sign(signed))}`;
}
