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
  none("audience-empty", "an audience without a name", "", "setting_missing"),
  none("audience-256", "256 characters", "a".repeat(256)),
]);
