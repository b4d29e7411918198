// With AUTH_DEBUG=1 the body tells the developer why.
import {
  CLAIMS,
  claims,
  deriveKey,
  deriveKid,
  HEADER,
  KID,
  OLD_SECRET,
  OTHER_SECRET,
  SECRET,
  token,
} from "../mint.mjs";
import { bearer, CALLER, ME, OPTIONAL, OWNED, TOMORROW } from "./callers.mjs";
import { answered, refused } from "./vector.mjs";

const KIDS = `${KID}, ${deriveKid(OLD_SECRET)}`;
const foreign = (secret, audience) =>
  token(
    claims({ aud: audience }),
    { ...HEADER, kid: deriveKid(secret, audience) },
    { key: deriveKey(secret, audience) },
  );
const told = (id, comment, headers, code, reason, { door = ME, ...options } = {}) =>
  refused(`debug-${id}`, "A4", comment, door, headers, code, reason, { debug: true, ...options });

export const debugging = [
  answered("debug-own", "A4", "an accepted request is answered as ever", ME, [bearer()], CALLER, {
    debug: true,
  }),
  answered(
    "debug-nobody",
    ["A4", "A5"],
    "and so is nobody",
    OPTIONAL,
    [],
    { user_id: null },
    { debug: true },
  ),
  told("none", "no header", [], "token_missing", "no_credentials: no Authorization header"),
  told(
    "expired",
    "a token of yesterday",
    [bearer()],
    "token_expired",
    "expired: exp is in the past",
    TOMORROW,
  ),
  told(
    "secrets",
    "a web app with another secret",
    [bearer(foreign(OTHER_SECRET, "todo-api"))],
    "token_invalid",
    `kid_unknown: signed with ${deriveKid(OTHER_SECRET)}, this API accepts ${KIDS}: the secrets differ, set the same BETTER_AUTH_SECRET on both sides`,
  ),
  told(
    "audiences",
    "a web app with another audience",
    [bearer(foreign(SECRET, "billing-api"))],
    "token_invalid",
    `kid_unknown: signed with ${deriveKid(SECRET, "billing-api")}, this API accepts ${KIDS}: the audiences differ, set the same JWT_AUDIENCE on both sides`,
  ),
  told(
    "issuers",
    "a web app at another address",
    [bearer(token(claims({ iss: "http://127.0.0.1:3000" })))],
    "token_invalid",
    "iss: not issued by http://localhost:3000, set the same BETTER_AUTH_URL on both sides",
  ),
  told(
    "signature",
    "a forged token",
    [bearer(token(CLAIMS, HEADER, { key: deriveKey(OTHER_SECRET) }))],
    "token_invalid",
    `signature: not made with key ${KID}`,
  ),
  told(
    "path",
    "somebody else's path",
    [bearer()],
    "user_mismatch",
    "path_user: the path's user_id is not the token's sub",
    {
      door: OWNED,
      target: "/api/user-b/tasks",
    },
  ),
];
