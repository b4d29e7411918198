import { b64, CLAIMS, claims, sign, token } from "../mint.mjs";
import { bad, good } from "./vector.mjs";

const VALID = token();
const [H, P, S] = VALID.split(".");
const FORMAT = { source: "draft-ietf-oauth-rfc8725bis-08 §3.14" };

/** A valid token of exactly this many bytes, or the next possible number. */
const sized = (bytes) => {
  const rest = bytes - H.length - S.length - 2;
  for (let n = Math.floor(rest * 0.75) - 400; n < rest; n += 1) {
    const made = token(claims({ pad: "x".repeat(n) }));
    if (made.length >= bytes) return made;
  }
  throw new Error("no such size");
};
/** A payload whose segment needs both characters that base64 writes otherwise. */
const BOTH = b64(JSON.stringify({ ...CLAIMS, pad: "?>?>??~~ÿÿ" }));
/** The valid token with this in place of one character of its signature. */
const inSignature = (text) => `${H}.${P}.${S.slice(0, 9)}${text}${S.slice(10)}`;

export const grammar = [
  good(
    "valid",
    ["T2", "T3", "H5", "H2", "H3", "H4", "S1", "C1", "C2", "C3", "C4"],
    "as the issuer writes it",
    VALID,
  ),
  good("size-8192", "T1", "as long as is allowed", sized(8192)),
  bad("size-8193", "T1", "one byte more", sized(8193), "too_long"),
  bad("size-8194", "T1", "longer than is allowed", sized(8194), "too_long"),
  bad("size-in-bytes", "T1", "5,000 characters of two bytes each", "é".repeat(5000), "too_long"),
  good("alphabet-url", "T2", "minus and underscore", sign(H, BOTH), { source: "RFC 4648 §5" }),
  bad("empty", "T2", "nothing", "", "grammar"),
  bad("one-segment", "T2", "a text without a dot", H, "grammar"),
  bad("two-segments", "T2", "no signature segment", `${H}.${P}`, "grammar"),
  bad("four-segments", "T2", "one segment more", `${VALID}.${S}`, "grammar"),
  bad("five-segments", "T2", "an encrypted token's shape", `${H}.${P}.${S}.${S}.${S}`, "grammar"),
  bad("dots", "T2", "two dots and nothing", "..", "grammar"),
  bad("dots-8192", "T2", "as many dots as fit: nobody splits at each", ".".repeat(8192), "grammar"),
  bad("dot-before", "T2", "a dot before", `.${VALID}`, "grammar"),
  bad("dot-after", "T2", "a dot after", `${VALID}.`, "grammar"),
  bad("empty-header", "T2", "empty first segment", `.${P}.${S}`, "grammar"),
  bad("empty-payload", "T2", "empty payload", `${H}..${S}`, "grammar"),
  bad("empty-payload-signed", "T2", "empty payload under a good signature", sign(H, ""), "grammar"),
  bad("empty-signature", "T2", "empty signature", `${H}.${P}.`, "grammar"),
  bad(
    "json-serialization",
    "T2",
    "the other serialization of a JWS",
    JSON.stringify({ protected: H, payload: P, signature: S }),
    "grammar",
    FORMAT,
  ),
  bad("scheme-inside", "T2", "the scheme in the token", `Bearer ${VALID}`, "grammar"),
  bad("quotes", "T2", "quotes round it", `"${VALID}"`, "grammar", FORMAT),
  bad("standard-alphabet", "T2", "a plus of base64", `${H}.${P}.+${S.slice(1)}`, "grammar"),
  bad("standard-slash", "T2", "a slash of base64", `${H}.${P}./${S.slice(1)}`, "grammar"),
  bad(
    "standard-signed",
    "T2",
    "base64 in place of base64url, under a good signature",
    sign(H, BOTH.replaceAll("-", "+").replaceAll("_", "/")),
    "grammar",
  ),
  bad("newline", "T2", "a line end after it", `${VALID}\n`, "grammar"),
  bad("newline-before", "T2", "a line end before it", `\n${VALID}`, "grammar"),
  bad("newline-windows", "T2", "CR and LF after it", `${VALID}\r\n`, "grammar"),
  bad(
    "newline-signed",
    "T2",
    "a line end in the payload segment, under a good signature",
    sign(H, `${P.slice(0, 76)}\n${P.slice(76)}`),
    "grammar",
  ),
  bad("space-after", "T2", "a space after it", `${VALID} `, "grammar"),
  bad("space-before", "T2", "a space before it", ` ${VALID}`, "grammar"),
  bad("tab-after", "T2", "a tab after it", `${VALID}\t`, "grammar"),
  bad(
    "space-inside",
    "T2",
    "a space in the signature",
    `${H}.${P}.${S.slice(0, 9)} ${S.slice(9)}`,
    "grammar",
  ),
  bad(
    "space-signed",
    "T2",
    "a space after the header segment, under a good signature",
    sign(`${H} `, P),
    "grammar",
  ),
  bad("nul-inside", "T2", "a NUL", `${H}.${P}\0.${S}`, "grammar"),
  bad("nul-after", "T2", "a NUL after it, where C ends a text", `${VALID}\0`, "grammar"),
  bad("percent-dot", "T2", "an escaped dot", VALID.replace(".", "%2E"), "grammar"),
  bad("tilde", "T2", "a character of other tokens", inSignature("~"), "grammar"),
  ...[
    ["full-width", "a full-width letter", "Ａ"],
    ["full-width-digit", "a full-width digit, a digit to \\d in Python", "３"],
    ["arabic-digit", "an Arabic digit, a digit to \\d in Python", "٣"],
    ["kelvin", "the Kelvin sign, which ignoring case makes a k", "\u212a"],
    ["long-s", "a long s, which ignoring case makes an s", "\u017f"],
    ["dotless-i", "a dotless i, whose capital is I", "\u0131"],
    ["cyrillic", "a Cyrillic letter that looks Latin", "а"],
    ["soft-hyphen", "a soft hyphen", "\u00ad"],
    ["zero-width", "a zero-width space", "\u200b"],
    ["no-break-space", "a no-break space", "\u00a0"],
    ["line-separator", "U+2028", "\u2028"],
    ["emoji", "a character of two UTF-16 units", "😀"],
    ["surrogate-half", "half of one", "\ud83d"],
  ].map(([id, comment, text]) => bad(id, "T2", comment, inSignature(text), "grammar", FORMAT)),
  bad("full-width-dot", "T2", "a full-width dot", `${H}．${P}.${S}`, "grammar", FORMAT),
  bad("bom-before", "T2", "a byte order mark", `\ufeff${VALID}`, "grammar"),
];
