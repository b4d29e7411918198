import { createHash } from "node:crypto";
import { b64, CLAIMS, claims, deriveKey, HEADER, OLD_SECRET, OTHER_SECRET, SECRET, token } from "../mint.mjs";
import { bad } from "./vector.mjs";

const VALID = token();
const [H, P, S] = VALID.split(".");
const flip = (text, at) => `${text.slice(0, at)}${text[at] === "A" ? "B" : "A"}${text.slice(at + 1)}`;

export const signatures = [
  bad(
    "signature-raw-secret",
    "S1",
    "signed with the raw secret",
    token(CLAIMS, HEADER, { key: Buffer.from(SECRET) }),
    "signature",
  ),
  bad(
    "signature-other-secret",
    "S1",
    "our kid, another secret's key",
    token(CLAIMS, HEADER, { key: deriveKey(OTHER_SECRET) }),
    "signature",
  ),
  bad(
    "signature-other-kid",
    "S1",
    "our old key under our new kid",
    token(CLAIMS, HEADER, { key: deriveKey(OLD_SECRET) }),
    "signature",
  ),
  bad(
    "signature-empty-key",
    "S1",
    "signed with nothing",
    token(CLAIMS, HEADER, { key: Buffer.alloc(0) }),
    "signature",
  ),
  bad(
    "signature-hex-key",
    "S1",
    "signed with the key's hexadecimal text",
    token(CLAIMS, HEADER, { key: Buffer.from(deriveKey(SECRET).toString("hex")) }),
    "signature",
  ),
  bad(
    "signature-hash-only",
    "S1",
    "an unkeyed hash",
    `${H}.${P}.${createHash("sha256").update(`${H}.${P}`).digest("base64url")}`,
    "signature",
  ),
  bad("signature-flipped", "S1", "one bit of the signature", `${H}.${P}.${flip(S, 3)}`, "signature"),
  bad(
    "signature-short",
    "S1",
    "half of the signature",
    `${H}.${P}.${b64(Buffer.from(S, "base64url").subarray(0, 16))}`,
    "signature",
  ),
  bad(
    "signature-long",
    "S1",
    "one byte more",
    `${H}.${P}.${b64(Buffer.concat([Buffer.from(S, "base64url"), Buffer.of(0)]))}`,
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
    "payload-bad-and-unsigned",
    "S1",
    "the signature is checked before the payload is read",
    `${H}.${b64("not json")}.${S}`,
    "signature",
  ),
];
