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
]);
