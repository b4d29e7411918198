import { createHash, createHmac } from "node:crypto";
import { b64, CLAIMS, claims, deriveKey, HEADER, OLD_SECRET, OTHER_SECRET, SECRET, token } from "../mint.mjs";
import { bad } from "./vector.mjs";

const VALID = token();
const [H, P, S] = VALID.split(".");
const BYTES = Buffer.from(S, "base64url");
const flip = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;
const mac = (input, hash = "sha256") => createHmac(hash, deriveKey(SECRET)).update(input).digest();
const signed = (id, comment, signature, source) =>
  bad(
    `signature-${id}`,
    "S1",
    comment,
    `${H}.${P}.${typeof signature === "string" ? signature : b64(signature)}`,
    "signature",
    { source },
  );
const withKey = (id, comment, key) =>
  bad(`signature-${id}`, "S1", comment, token(CLAIMS, HEADER, { key }), "signature");

export const signatures = [
  withKey("raw-secret", "signed with the raw secret", Buffer.from(SECRET)),
  withKey("other-secret", "our kid, another secret's key", deriveKey(OTHER_SECRET)),
  withKey("other-kid", "our old key under our new kid", deriveKey(OLD_SECRET)),
  withKey("empty-key", "signed with nothing", Buffer.alloc(0)),
  withKey(
    "hex-key",
    "signed with the key's hexadecimal text",
    Buffer.from(deriveKey(SECRET).toString("hex")),
  ),
  withKey("zero-key", "signed with 32 zero bytes", Buffer.alloc(32)),
  withKey("kid-as-key", "signed with the key's public id", Buffer.from(HEADER.kid)),
  signed("hash-only", "an unkeyed hash", createHash("sha256").update(`${H}.${P}`).digest()),
  signed("flipped", "one bit of the signature", flip(S, 3)),
  signed("flipped-first", "its first character", flip(S, 0)),
  signed("flipped-late", "one of its last characters", flip(S, 41)),
  signed("short", "half of the signature", BYTES.subarray(0, 16)),
  signed("31-bytes", "one byte less", BYTES.subarray(0, 31)),
  signed("long", "one byte more", Buffer.concat([BYTES, Buffer.of(0)])),
  signed("twice", "the signature twice", Buffer.concat([BYTES, BYTES])),
  signed("one-byte", "its first byte alone", BYTES.subarray(0, 1)),
  signed("zeros", "32 zero bytes", Buffer.alloc(32), "CVE-2022-21449"),
  signed("reversed", "its bytes in reverse", Buffer.from(BYTES).reverse()),
  signed("hex", "its hexadecimal text", BYTES.toString("hex")),
  signed("lower", "its letters in lower case", S.toLowerCase().replace(/.$/, "A")),
  signed("payload-only", "of the payload segment alone", mac(P)),
  signed("decoded", "of the decoded payload", mac(Buffer.from(P, "base64url"))),
  signed("no-dot", "of both segments without their dot", mac(`${H}${P}`)),
  signed("last-dot", "of both segments and both dots", mac(`${H}.${P}.`)),
  signed("sha1", "HMAC-SHA1", mac(`${H}.${P}`, "sha1")),
  signed("sha512-truncated", "HMAC-SHA512, the first half", mac(`${H}.${P}`, "sha512").subarray(0, 32)),
  signed("other-token", "of another token", token(claims({ sub: "user-b" })).split(".")[2]),
  bad(
    "header-respelled",
    "S1",
    "another spelling of the header under the old signature",
    `${b64(JSON.stringify(HEADER, null, 1))}.${P}.${S}`,
    "signature",
  ),
  bad(
    "payload-changed",
    "S1",
    "another user under the old signature",
    `${H}.${b64(JSON.stringify(claims({ sub: "user-b" })))}.${S}`,
    "signature",
  ),
  bad(
    "payload-respelled",
    "S1",
    "the same claims, otherwise spelled, under the old signature",
    `${H}.${b64(JSON.stringify(CLAIMS, null, 1))}.${S}`,
    "signature",
  ),
  bad(
    "payload-bad-and-unsigned",
    "S1",
    "the signature is checked before the payload is read",
    `${H}.${b64("not json")}.${S}`,
    "signature",
  ),
];
