// The door of whoever the path names.
import { bearer, OTHERS_TOKEN, OWNED, TOKEN, TOMORROW } from "./callers.mjs";
import { answered, refused } from "./vector.mjs";

const OWN = "/api/user-a/tasks";
const OTHERS = "/api/user-b/tasks";
const own = (id, comment, headers, target = OWN) =>
  answered(`path-${id}`, "A3", comment, OWNED, [bearer(), ...headers], { user_id: "user-a" }, { target });
const bad = (id, comment, headers, code, reason, target, options) =>
  refused(`path-${id}`, "A3", comment, OWNED, headers, code, reason, { target, ...options });
const mismatch = (id, comment, headers = [], target = OTHERS) =>
  bad(id, comment, [bearer(), ...headers], "user_mismatch", "path_user", target);

export const owners = [
  own("own", "one's own path", []),
  own("own-query", "another user in the query", [], `${OWN}?user_id=user-b`),
  own("own-query-dots", "another path in the query", [], `${OWN}?next=/../user-b/tasks`),
  own("own-query-dots-escaped", "the same, escaped", [], `${OWN}?next=%2F..%2Fuser-b%5Ctasks`),
  own("own-header", "another user in X-User-Id", ["X-User-Id: user-b"]),
  own("own-original-url", "another path in X-Original-URL", [`X-Original-URL: ${OTHERS}`]),
  mismatch("other", "somebody else's path"),
  mismatch("other-query", "one's own id in the query", [], `${OTHERS}?user_id=user-a`),
  mismatch("other-header", "one's own id in X-User-Id", ["X-User-Id: user-a"]),
  mismatch("other-original-url", "one's own path in X-Original-URL", [`X-Original-URL: ${OWN}`]),
  mismatch("other-rewrite-url", "one's own path in X-Rewrite-URL", [`X-Rewrite-URL: ${OWN}`]),
  ...["nxtP", "nxtI"].map((prefix) =>
    mismatch(
      `other-query-${prefix.toLowerCase()}`,
      `one's own id in the query, as Next names a parameter (${prefix})`,
      [],
      `${OTHERS}?${prefix}user_id=user-a`,
    ),
  ),
  mismatch(
    "other-query-next",
    "all of these at once",
    [],
    `${OTHERS}?user_id=user-a&nxtPuser_id=user-a&nxtIuser_id=user-a`,
  ),
  mismatch("other-matched-path", "one's own path as a platform names it to Next", [
    `X-Matched-Path: ${OWN}`,
    "X-Now-Route-Matches: 1=user-a&nxtPuser_id=user-a",
  ]),
  mismatch("other-nobody", "the path of a user who does not exist", [], "/api/nobody-has-this-id/tasks"),
  bad("none", "no credentials on one's own path", [], "token_missing", "no_credentials", OWN),
  bad("none-other", "no credentials on somebody's path", [], "token_missing", "no_credentials", OTHERS),
  bad(
    "query-token",
    "a token in the query of one's own path",
    [],
    "token_missing",
    "no_credentials",
    `${OWN}?access_token=${TOKEN}`,
  ),
  bad(
    "malformed-other",
    "a bad token is 401 on any path",
    [bearer("token")],
    "token_invalid",
    "grammar",
    OTHERS,
  ),
  bad(
    "expired-other",
    "an old token is 401 on any path",
    [bearer()],
    "token_expired",
    "expired",
    OTHERS,
    TOMORROW,
  ),
  bad(
    "two",
    "two callers, one of whom the path names",
    [bearer(OTHERS_TOKEN), bearer()],
    "token_invalid",
    "many_headers",
    OWN,
  ),
];
