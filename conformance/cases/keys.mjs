import { AUDIENCE, b64, deriveKey, deriveKid, OLD_SECRET, SECRET } from "./mint.mjs";

const key = (id, comment, secret, audience = AUDIENCE) => {
  const kid = deriveKid(secret, audience);
  return {
    id,
    rule: "K2",
    comment,
    secret,
    audience,
    key: deriveKey(secret, audience).toString("hex"),
    kid,
    header: b64(`{"alg":"HS256","typ":"at+jwt","kid":"${kid}"}`),
  };
};

export const keys = [
  key("key-design", "the worked example", SECRET),
  key("key-other-audience", "another audience has another key", SECRET, "billing-api"),
  key("key-other-secret", "another secret has another key", OLD_SECRET),
  key("key-audience-utf8", "the audience is encoded as UTF-8", SECRET, "aufgaben-käse-✓"),
  key("key-secret-utf8", "the secret is encoded as UTF-8", "gültiges-Geheimnis-mit-Umlauten-äöüß-😀-0123"),
  key("key-secret-long", "longer than one hash block", `${SECRET}${SECRET}${SECRET}`),
];

const secret = (id, comment, value, reason) =>
  reason
    ? { id, rule: "K1", comment, secret: value, result: "invalid", reason }
    : { id, rule: "K1", comment, secret: value, result: "valid" };

export const secrets = [
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
];

const issuer = (id, comment, url, value) =>
  value
    ? { id, rule: "K6", comment, url, result: "valid", issuer: value }
    : { id, rule: "K6", comment, url, result: "invalid" };

export const issuers = [
  issuer("issuer-plain", "an origin", "http://localhost:3000", "http://localhost:3000"),
  issuer("issuer-slash", "a trailing slash", "https://app.example/", "https://app.example"),
  issuer("issuer-path", "a base path", "https://app.example/api/auth", "https://app.example"),
  issuer("issuer-case", "scheme and host in capitals", "HTTPS://App.Example", "https://app.example"),
  issuer(
    "issuer-default-port",
    "the default port of https",
    "https://app.example:443",
    "https://app.example",
  ),
  issuer(
    "issuer-default-port-http",
    "the default port of http",
    "http://app.example:80/",
    "http://app.example",
  ),
  issuer("issuer-other-port", "http's port on https", "https://app.example:80", "https://app.example:80"),
  issuer("issuer-ipv6", "an IPv6 address", "http://[::1]:3000", "http://[::1]:3000"),
  issuer("issuer-query", "query and fragment", "https://app.example/?a=1#b", "https://app.example"),
  issuer("issuer-empty", "empty", ""),
  issuer("issuer-no-scheme", "no scheme", "localhost:3000"),
  issuer("issuer-ftp", "another scheme", "ftp://app.example"),
  issuer("issuer-credentials", "a user name in it", "https://user:pass@app.example"),
  issuer("issuer-no-host", "no host", "https://"),
  issuer("issuer-bad-port", "a port out of range", "https://app.example:99999"),
];
