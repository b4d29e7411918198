import { b64, CLAIMS, HEADER, sign, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const VALID = token();
const [H, P, S] = VALID.split(".");
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The payload's segment at a length that leaves this rest when divided by four. */
const payloadOf = (rest) => {
  const made = ["", "x", "xx"].map((pad) => b64(JSON.stringify({ ...CLAIMS, pad })));
  return made.find((segment) => segment.length % 4 === rest);
};
/** The same bytes, with an unused bit of the last character set. */
const unusedBit = (segment) => segment.slice(0, -1) + ALPHABET[ALPHABET.indexOf(segment.at(-1)) | 1];
/** A header whose segment has unused bits, and room for one character of padding. */
const SPACED = ["", " ", "  "]
  .map((spaces) => b64(JSON.stringify(HEADER) + spaces))
  .find(({ length }) => length % 4 === 3);

export const base64url = [
  bad("padding", "T3", "padded signature", `${VALID}=`, "grammar"),
  bad("padding-header", "T3", "padded header, under a good signature", sign(`${SPACED}=`, P), "grammar"),
  bad(
    "padding-payload",
    "T3",
    "padded payload, under a good signature",
    sign(H, `${payloadOf(3)}=`),
    "grammar",
  ),
  bad("unused-bits", "T3", "unused bits set in the signature", `${H}.${P}.${unusedBit(S)}`, "grammar"),
  bad(
    "unused-bits-header",
    "T3",
    "unused bits set in the header, under a good signature",
    sign(unusedBit(SPACED), P),
    "grammar",
  ),
  bad(
    "unused-bits-payload",
    "T3",
    "unused bits set in the payload, under a good signature",
    sign(H, unusedBit(payloadOf(3))),
    "grammar",
  ),
  bad(
    "unused-bits-payload-two",
    "T3",
    "the same with one byte over",
    sign(H, unusedBit(payloadOf(2))),
    "grammar",
  ),
  bad("length-one-over", "T3", "a length that leaves one character over", `${H}.${P}.${S}AA`, "grammar"),
  bad(
    "length-one-over-payload",
    "T3",
    "the same in the payload, under a good signature",
    sign(H, `${payloadOf(0)}A`),
    "grammar",
  ),
  bad("length-one", "T3", "one character is no byte", `${H}.A.${S}`, "grammar"),
  ...[0, 2, 3].map((rest) =>
    good(
      `payload-rest-${rest}`,
      "T3",
      `a payload segment of 4n + ${rest} characters`,
      sign(H, payloadOf(rest)),
    ),
  ),
  good("header-rest", "T3", "a header segment that is not of 4n characters", sign(SPACED, P)),
];
