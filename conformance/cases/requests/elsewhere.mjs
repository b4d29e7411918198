// Tokens and callers in every place where none is looked for.
import { bearer, CALLER, ME, OTHERS_TOKEN, TOKEN } from "./callers.mjs";
import { answered, refused } from "./vector.mjs";

const FORM = "Content-Type: application/x-www-form-urlencoded";
const JSON_BODY = "Content-Type: application/json";

const unseen = (id, comment, headers, options) =>
  refused(id, "B3", comment, ME, headers, "token_missing", "no_credentials", options);
const unmoved = (id, comment, headers, options) =>
  answered(id, "B3", comment, ME, [bearer(), ...headers], CALLER, options);

export const elsewhere = [
  unseen("query", "a token in the query alone", [], {
    target: `/me?access_token=${TOKEN}`,
    source: "RFC 6750 §2.3",
  }),
  unseen("query-authorization", "a header in the query", [], {
    target: `/me?Authorization=Bearer%20${TOKEN}`,
  }),
  unseen("body-form", "a token in a form", [FORM], {
    body: `access_token=${TOKEN}`,
    source: "RFC 6750 §2.2",
  }),
  unseen("body-json", "a token in JSON", [JSON_BODY], { body: JSON.stringify({ access_token: TOKEN }) }),
  unseen("cookie", "a token in a cookie", [`Cookie: access_token=${TOKEN}`]),
  unseen("cookie-session", "a token in the session's cookie", [`Cookie: better-auth.session_token=${TOKEN}`]),
  ...[
    "X-Access-Token",
    "X-Auth-Token",
    "X-Authorization",
    "X-Forwarded-Authorization",
    "Proxy-Authorization",
    "Authentication",
    "Token",
  ].map((name) => unseen(name.toLowerCase(), `a token in ${name}`, [`${name}: Bearer ${TOKEN}`])),
  unseen("websocket-protocol", "a token where WebSockets put one", [
    `Sec-WebSocket-Protocol: bearer, ${TOKEN}`,
  ]),
  ...["X-User-Id", "X-Forwarded-User", "Remote-User", "X-Authenticated-Userid"].map((name) =>
    unseen(`${name.toLowerCase()}-alone`, `a caller by ${name} alone`, [`${name}: user-a`]),
  ),
  unseen("underscore", "the header's name with an underscore", [`Authorization_: Bearer ${TOKEN}`]),
  unmoved("query-too", "another token in the query", [], { target: `/me?access_token=${OTHERS_TOKEN}` }),
  unmoved("body-too", "another token in the body", [FORM], { body: `access_token=${OTHERS_TOKEN}` }),
  unmoved("cookie-too", "another token in a cookie", [`Cookie: access_token=${OTHERS_TOKEN}`]),
  unmoved("forwarded-too", "another token in a header of a proxy", [
    `X-Forwarded-Authorization: Bearer ${OTHERS_TOKEN}`,
  ]),
  unmoved("user-id-too", "another caller by X-User-Id", ["X-User-Id: user-b"]),
  unmoved("forwarded-user-too", "another caller by X-Forwarded-User", ["X-Forwarded-User: user-b"]),
  unmoved("user-id-query-too", "another caller in the query", [], {
    target: "/me?user_id=user-b&sub=user-b",
  }),
];
