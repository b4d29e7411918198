import { AUDIENCE, b64, deriveKey, deriveKid, OLD_SECRET, SECRET } from "./mint.mjs";
import { ofKind } from "./vector.mjs";

const key = (id, comment, secret, audience = AUDIENCE, rules = ["K2", "K3", "K7"]) => {
  const kid = deriveKid(secret, audience);
  return {
    id: `key-${id}`,
    rules,
    comment,
    secret,
    audience,
    result: "valid",
    key: deriveKey(secret, audience).toString("hex"),
    kid,
    header: b64(`{"alg":"HS256","typ":"at+jwt","kid":"${kid}"}`),
  };
};
/** There is no key for such an audience. */
const none = (id, comment, audience, code = "setting_invalid") => ({
  id: `key-${id}`,
  rules: ["K7"],
  comment,
  secret: SECRET,
  audience,
  result: "invalid",
  code,
});

export const keys = ofKind("key derivation", [
  key("design", "the worked example", SECRET),
  key("other-audience", "another audience has another key", SECRET, "billing-api"),
  key("other-secret", "another secret has another key", OLD_SECRET),
  key("audience-utf8", "the audience is encoded as UTF-8", SECRET, "aufgaben-käse-✓"),
  key("secret-utf8", "the secret is encoded as UTF-8", "gültiges-Geheimnis-mit-Umlauten-äöüß-😀-0123"),
  key("secret-long", "longer than one hash block", `${SECRET}${SECRET}${SECRET}`),
  key("audience-255", "an audience as long as is allowed", SECRET, "a".repeat(255)),
  key("audience-252-bytes", "63 characters of four bytes", SECRET, "😀".repeat(63)),
  key("audience-composed", "an audience in one normal form", SECRET, "caf\u00e9"),
  key("audience-decomposed", "the other normal form is another audience", SECRET, "cafe\u0301"),
  key("audience-slash", "a slash in it", SECRET, "todo/api"),
  key("audience-space", "spaces in it", SECRET, " todo api "),
  key("audience-url", "an audience that is an address", SECRET, "https://api.example/"),
  key("secret-block", "a secret of exactly one hash block", "0123456789abcdef".repeat(4)),
  key("secret-decomposed", "a secret is not normalised", "cafe\u0301-0123456789-0123456789-abcdef"),
  none("audience-nul", "a NUL in it", "todo\0api"),
  none("audience-newline", "a line end after it", `${AUDIENCE}\n`),
  none("audience-delete", "U+007F in it", "todo\u007fapi"),
  none("audience-c1", "U+0085 in it", "todo\u0085api"),
  none("audience-surrogate", "a lone surrogate in it", "todo\ud800api"),
  none("audience-256-bytes", "64 characters of four bytes: HKDF libraries limit info", "😀".repeat(64)),
  none("audience-empty", "an audience without a name", "", "setting_missing"),
  none("audience-256", "256 characters", "a".repeat(256)),
]);
