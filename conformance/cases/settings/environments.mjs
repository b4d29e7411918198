import { AUDIENCE, deriveKey, deriveKid, ISSUER, OLD_SECRET, SECRET } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

const GOOD = { BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE, BETTER_AUTH_SECRET: SECRET };
const KEY = `${deriveKid(SECRET)}:${deriveKey(SECRET).toString("hex")}`;

/** The usual variables with some replaced; `undefined` takes one away. */
const variables = (changes) => JSON.parse(JSON.stringify({ ...GOOD, ...changes }));

const good = (
  id,
  rules,
  comment,
  changes,
  { issuer = ISSUER, kids = [deriveKid(SECRET)], debug = false } = {},
) => ({
  id: `environment-${id}`,
  rules,
  comment,
  variables: variables(changes),
  result: "valid",
  issuer,
  audience: AUDIENCE,
  kids,
  debug,
});
/** `variable`: the one that the message has to name. */
const bad = (id, rule, comment, changes, code, variable) => ({
  id: `environment-${id}`,
  rules: [rule],
  comment,
  variables: variables(changes),
  result: "invalid",
  code,
  variable,
});

export const environments = ofKind("settings", [
  good("plain", ["K1", "K6"], "a secret, an address, an audience", {}),
  good(
    "ring",
    "K4",
    "two secrets",
    { BETTER_AUTH_SECRETS: `2:${SECRET},1:${OLD_SECRET}` },
    {
      kids: [deriveKid(SECRET), deriveKid(OLD_SECRET)],
    },
  ),
  good("key", "K5", "the derived key in place of the secret", {
    BETTER_AUTH_SECRET: undefined,
    JWT_BRIDGE_KEY: KEY,
  }),
  bad(
    "no-secret",
    "K1",
    "no secret",
    { BETTER_AUTH_SECRET: undefined },
    "secret_missing",
    "BETTER_AUTH_SECRET",
  ),
  bad(
    "ring-no-version",
    "K4",
    "no version",
    { BETTER_AUTH_SECRETS: SECRET },
    "setting_invalid",
    "BETTER_AUTH_SECRETS",
  ),
  bad(
    "key-beside-secret",
    "K5",
    "a key beside a secret",
    { JWT_BRIDGE_KEY: KEY },
    "setting_invalid",
    "JWT_BRIDGE_KEY",
  ),
  good(
    "debug",
    "A4",
    "reasons told where only the developer can reach the app",
    { AUTH_DEBUG: "1" },
    { debug: true },
  ),
  bad(
    "debug-public",
    "A4",
    "reasons told to everybody",
    { AUTH_DEBUG: "1", BETTER_AUTH_URL: "https://app.example" },
    "debug_in_production",
    "AUTH_DEBUG",
  ),
]);
