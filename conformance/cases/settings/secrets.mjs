import { SECRET } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

/** `code`: of the refusal; without one the secret is fit for use. */
const secret = (id, comment, value, code) => ({
  id,
  rules: ["K1"],
  comment,
  secret: value,
  ...(code ? { result: "invalid", code } : { result: "valid" }),
});

export const secrets = ofKind("secret", [
  secret("secret-design", "the worked example", SECRET),
  secret("secret-32", "exactly 32 characters", "abcdefghijklmnopqrstuvwxyz012345"),
  secret(
    "secret-32-astral",
    "32 code points, 64 UTF-16 units",
    "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗🤩🤔🤨😐😑😶🙄😏😣😥😮🤐",
  ),
  secret(
    "secret-inner-space",
    "white space inside is the secret's own",
    "four words and some more 0123456789",
  ),
  secret("secret-empty", "empty", "", "secret_missing"),
  secret(
    "secret-default",
    "Better Auth's public default",
    "better-auth-secret-12345678901234567890",
    "secret_default",
  ),
  secret("secret-31", "one short of 32", "abcdefghijklmnopqrstuvwxyz01234", "secret_short"),
  secret(
    "secret-31-astral",
    "31 code points though 62 UTF-16 units",
    "😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗🤩🤔🤨😐😑😶🙄😏😣😥😮",
    "secret_short",
  ),
  secret("secret-newline", "read from a file with its line end", `${SECRET}\n`, "secret_whitespace"),
  secret("secret-space", "a space before", ` ${SECRET}`, "secret_whitespace"),
  secret("secret-bom", "read from a file with a byte order mark", `\ufeff${SECRET}`, "secret_whitespace"),
  secret("secret-nel", "U+0085 after it", `${SECRET}\u0085`, "secret_whitespace"),
  secret("secret-same", "one character forty times", "a".repeat(40), "secret_repetitive"),
  secret("secret-seven", "seven different characters", "abcdefg".repeat(6), "secret_repetitive"),
  secret("secret-eight", "eight different characters", "abcdefgh".repeat(5)),
  secret(
    "secret-default-and-more",
    "the public default and a letter is a secret",
    "better-auth-secret-12345678901234567890x",
  ),
  secret("secret-zero-width", "U+200B is no white space in Unicode", `${SECRET}\u200b`),
  secret("secret-file-separator", "U+001C is none either, whatever Python's strip() does", `\u001c${SECRET}`),
  secret(
    "secret-colon-comma",
    "characters that a ring is made of",
    "a:secret,with:colons,and:commas,0123456789",
  ),
  secret("secret-case", "eight characters that differ in case alone", "abcdABCD".repeat(4)),
  secret("secret-blank", "nothing but spaces", " ".repeat(40), "secret_whitespace"),
  secret("secret-tab", "a tab after it", `${SECRET}\t`, "secret_whitespace"),
  secret("secret-return", "a CR after it", `${SECRET}\r`, "secret_whitespace"),
  secret("secret-no-break-space", "a no-break space before it", `\u00a0${SECRET}`, "secret_whitespace"),
  secret("secret-ideographic-space", "U+3000 after it", `${SECRET}\u3000`, "secret_whitespace"),
  secret("secret-line-separator", "U+2028 after it", `${SECRET}\u2028`, "secret_whitespace"),
  secret("secret-ogham", "U+1680 after it", `${SECRET}\u1680`, "secret_whitespace"),
  secret(
    "secret-default-newline",
    "the public default with a line end",
    "better-auth-secret-12345678901234567890\n",
    "secret_whitespace",
  ),
  secret("secret-placeholder", "a placeholder", "change-me", "secret_short"),
  secret(
    "secret-seven-32",
    "32 of seven different characters",
    "abcdefg".repeat(5).slice(0, 32),
    "secret_repetitive",
  ),
  secret(
    "secret-seven-astral",
    "seven characters of two UTF-16 units",
    "😀😁😂🤣😃😄😅".repeat(5),
    "secret_repetitive",
  ),
  secret("secret-surrogate", "a lone surrogate in it", `${SECRET}\ud800x`, "secret_not_unicode"),
]);
