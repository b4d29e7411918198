/** Signatures by other keys and other hashes than the header says. */
import { AUDIENCE, deriveKey, ISSUER, KID, OLD_SECRET, OTHER_SECRET, SECRET } from "../../cases/mint.mjs";
import { KEY } from "../material.mjs";

/** @type {Record<string, Uint8Array>} */
const KEYS = {
  "raw secret": Buffer.from(SECRET),
  "raw old secret": Buffer.from(OLD_SECRET),
  "somebody else's secret": deriveKey(OTHER_SECRET),
  "the ring's other key": deriveKey(OLD_SECRET),
  "another audience": deriveKey(SECRET, "billing-api"),
  "no audience": deriveKey(SECRET, ""),
  "audience in capitals": deriveKey(SECRET, AUDIENCE.toUpperCase()),
  "hexadecimal text of the key": Buffer.from(Buffer.from(KEY).toString("hex")),
  "base64url text of the key": Buffer.from(Buffer.from(KEY).toString("base64url")),
  "half of the key": KEY.subarray(0, 16),
  "public parts": Buffer.from(`${ISSUER}${AUDIENCE}${KID}`),
  nothing: Buffer.alloc(0),
  zeros: Buffer.alloc(32),
  "the word null": Buffer.from("null"),
  "Better Auth's default": Buffer.from("better-auth-secret-12345678901234567890"),
};

/** @type {import("./family.mjs").Family} */
export const signing = {
  name: "other keys and hashes",
  level: "signing",
  make: (random) =>
    random.oneIn(4)
      ? { hash: random.pick(["sha1", "sha224", "sha384", "sha512", "md5", "sha512-256", "sha3-256"]) }
      : { key: random.pick(Object.values(KEYS)) },
};
