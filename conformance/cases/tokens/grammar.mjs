import { claims, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const VALID = token();
const [H, P, S] = VALID.split(".");
/** A valid token of exactly this many bytes. */
const sized = (bytes) => {
  const rest = bytes - H.length - S.length - 2;
  for (let n = Math.floor(rest * 0.75) - 400; n < rest; n += 1) {
    const made = token(claims({ pad: "x".repeat(n) }));
    if (made.length >= bytes) return made;
  }
  throw new Error("no such size");
};
/** The same bytes, with an unused bit of the last character set. */
const unusedBit = (segment) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  return segment.slice(0, -1) + alphabet[alphabet.indexOf(segment.at(-1)) | 1];
};

export const grammar = [
  good("valid", "H5", "as the issuer writes it", VALID),
  good("size-8192", "T1", "as long as is allowed", sized(8192)),
  bad("size-8194", "T1", "longer than is allowed", sized(8194), "too_long"),
  bad("empty", "T2", "nothing", "", "grammar"),
  bad("two-segments", "T2", "no signature segment", `${H}.${P}`, "grammar"),
  bad("four-segments", "T2", "one segment more", `${VALID}.${S}`, "grammar"),
  bad("five-segments", "T2", "an encrypted token's shape", `${H}.${P}.${S}.${S}.${S}`, "grammar"),
  bad("empty-header", "T2", "empty first segment", `.${P}.${S}`, "grammar"),
  bad("empty-payload", "T2", "empty payload", `${H}..${S}`, "grammar"),
  bad("empty-signature", "T2", "empty signature", `${H}.${P}.`, "grammar"),
  bad("padding", "T3", "padded signature", `${VALID}=`, "grammar"),
  bad("standard-alphabet", "T2", "a plus of base64", `${H}.${P}.+${S.slice(1)}`, "grammar"),
  bad("newline", "T2", "a line end after it", `${VALID}\n`, "grammar"),
  bad(
    "space-inside",
    "T2",
    "a space in the signature",
    `${H}.${P}.${S.slice(0, 9)} ${S.slice(9)}`,
    "grammar",
  ),
  bad("nul-inside", "T2", "a NUL", `${H}.${P}\0.${S}`, "grammar"),
  bad("full-width", "T2", "a full-width letter", `${H}.${P}.Ａ${S.slice(1)}`, "grammar"),
  bad("unused-bits", "T3", "unused bits set in the signature", `${H}.${P}.${unusedBit(S)}`, "grammar"),
  bad("length-one-over", "T3", "a length that leaves one character over", `${H}.${P}.${S}AA`, "grammar"),
];
