// What the cases about environment variables are made with.
import { AUDIENCE, deriveKey, deriveKid, ISSUER, SECRET } from "../../mint.mjs";

const GOOD = { BETTER_AUTH_URL: ISSUER, JWT_AUDIENCE: AUDIENCE, BETTER_AUTH_SECRET: SECRET };

/** What a verifier makes of secrets: key ids and, in the same order, keys. */
export const keysOf = (...secrets) => ({
  kids: secrets.map((secret) => deriveKid(secret)),
  keys: secrets.map((secret) => deriveKey(secret).toString("hex")),
});

/** The usual variables with some changed; `undefined` takes one away, as JSON leaves it out. */
export const good = (id, rules, comment, changes, expected = {}) => ({
  id: `environment-${id}`,
  rules,
  comment,
  variables: { ...GOOD, ...changes },
  result: "valid",
  issuer: ISSUER,
  audience: AUDIENCE,
  ...keysOf(SECRET),
  key_sets: [],
  debug: false,
  ...expected,
});

/** The same, refused. `variable`: the one that the message has to name, the first that is changed unless given. */
export const bad = (id, rule, comment, changes, code, variable = Object.keys(changes)[0]) => ({
  id: `environment-${id}`,
  rules: [rule],
  comment,
  variables: { ...GOOD, ...changes },
  result: "invalid",
  code,
  variable,
});
