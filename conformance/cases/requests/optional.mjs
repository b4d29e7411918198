// The door that anybody may use, signed in or not.
import { CLAIMS, deriveKey, HEADER, OTHER_SECRET, token } from "../mint.mjs";
import { bearer, OPTIONAL, TOKEN, TOMORROW } from "./callers.mjs";
import { answered, refused } from "./vector.mjs";

const nobody = (id, comment, headers, options) =>
  answered(`optional-${id}`, ["A5", "B2"], comment, OPTIONAL, headers, { user_id: null }, options);
const bad = (id, comment, headers, code, reason, options) =>
  refused(`optional-${id}`, "A5", comment, OPTIONAL, headers, code, reason, options);

export const optional = [
  nobody("none", "no header", []),
  nobody("empty", "an empty header", ["Authorization:"]),
  nobody("basic", "another scheme", ["Authorization: Basic dXNlcjpwYXNz"]),
  nobody("query", "a token in the query", [], { target: `/optional?access_token=${TOKEN}` }),
  nobody("user-id", "a caller by X-User-Id", ["X-User-Id: user-a"]),
  answered("optional-own", ["A5", "B1"], "a good token", OPTIONAL, [bearer()], { user_id: "user-a" }),
  bad("grammar", "a word in place of a token is not nobody", [bearer("token")], "token_invalid", "grammar"),
  bad(
    "signature",
    "a forged token",
    [bearer(token(CLAIMS, HEADER, { key: deriveKey(OTHER_SECRET) }))],
    "token_invalid",
    "signature",
  ),
  bad("expired", "a token of yesterday", [bearer()], "token_expired", "expired", TOMORROW),
  bad("scheme-alone", "the scheme alone", ["Authorization: Bearer"], "token_invalid", "header_malformed"),
  bad("two", "two headers", [bearer(), bearer()], "token_invalid", "many_headers"),
  bad(
    "two-basic",
    "another scheme twice",
    ["Authorization: Basic YQ==", "Authorization: Basic Yg=="],
    "token_invalid",
    "many_headers",
  ),
];
