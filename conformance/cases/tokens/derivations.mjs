// Keys and key ids that are derived almost as the profile says.
import { createHash, hkdfSync } from "node:crypto";
import { AUDIENCE, CLAIMS, deriveKey, deriveKid, HEADER, KID, SECRET, token } from "../mint.mjs";
import { bad } from "./vector.mjs";

const SALT = "jwt-auth-bridge/v1";
const INFO = `access-token/HS256/${AUDIENCE}`;
const KEY_ID = `key-id/HS256/${AUDIENCE}`;
const hkdf = ({ hash = "sha256", secret = SECRET, salt = SALT, info = INFO, length = 32 }) =>
  Buffer.from(hkdfSync(hash, Buffer.from(secret), salt, info, length));

const keys = [
  ["raw", "the raw secret", Buffer.from(SECRET)],
  ["hash", "a hash of the secret", createHash("sha256").update(SECRET).digest()],
  ["truncated", "the first 32 bytes of the secret", Buffer.from(SECRET).subarray(0, 32)],
  ["no-salt", "no salt", hkdf({ salt: "" })],
  ["salt-v2", "another version's salt", hkdf({ salt: "jwt-auth-bridge/v2" })],
  ["no-audience", "no audience in info", hkdf({ info: "access-token/HS256/" })],
  ["no-info", "no info", hkdf({ info: "" })],
  ["other-audience", "another audience in info", deriveKey(SECRET, "billing-api")],
  ["key-id-info", "the info of key ids", hkdf({ info: KEY_ID })],
  ["other-algorithm", "another algorithm in info", hkdf({ info: `access-token/HS512/${AUDIENCE}` })],
  ["swapped", "salt and info swapped", hkdf({ salt: INFO, info: SALT })],
  ["sha512", "SHA-512", hkdf({ hash: "sha512" })],
  ["64", "64 bytes", hkdf({ length: 64 })],
  ["16", "16 bytes", hkdf({ length: 16 })],
  ["newline", "the secret with the line end of its file", hkdf({ secret: `${SECRET}\n` })],
  ["hex", "the key's hexadecimal text", Buffer.from(deriveKey(SECRET).toString("hex"))],
  ["base64", "the key's base64 text", Buffer.from(deriveKey(SECRET).toString("base64"))],
];
const kids = [
  ["hex", "in hexadecimal", hkdf({ info: KEY_ID, length: 8 }).toString("hex")],
  ["16", "of 16 bytes", hkdf({ info: KEY_ID, length: 16 }).toString("base64url")],
  ["no-audience", "without an audience", hkdf({ info: "key-id/HS256/", length: 8 }).toString("base64url")],
  ["of-key", "from the key's info", hkdf({ length: 8 }).toString("base64url")],
  ["no-salt", "without the salt", hkdf({ salt: "", info: KEY_ID, length: 8 }).toString("base64url")],
  ["version", "the secret's version", "2"],
  ["audience", "with the audience after it", `${KID}/${AUDIENCE}`],
  ["newline", "of the secret with a line end", deriveKid(`${SECRET}\n`)],
];

export const derivations = [
  ...keys.map(([id, comment, key]) =>
    bad(`derived-key-${id}`, "K2", `signed with ${comment}`, token(CLAIMS, HEADER, { key }), "signature"),
  ),
  ...kids.map(([id, comment, kid]) =>
    bad(`derived-kid-${id}`, "K3", `a kid ${comment}`, token(CLAIMS, { ...HEADER, kid }), "kid_unknown"),
  ),
];
