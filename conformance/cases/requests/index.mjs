import { NOW, token } from "../mint.mjs";
import { ofKind } from "../vector.mjs";
import { answered, refused } from "./vector.mjs";

const ME = "/me";
const OPTIONAL = "/optional";
const OWNED = "/api/{user_id}/tasks";
const TOKEN = token();
const CALLER = { user_id: "user-a", session_id: "session-a", scopes: [] };

export const requests = ofKind("request", [
  answered("own", ["B1", "A1"], "as clients send it", ME, [`Authorization: Bearer ${TOKEN}`], CALLER),
  answered("anonymous", "B2", "nobody, where anybody may come", OPTIONAL, [], { user_id: null }),
  answered(
    "path-own",
    "A3",
    "one's own path",
    OWNED,
    [`Authorization: Bearer ${TOKEN}`],
    { user_id: "user-a" },
    {
      target: "/api/user-a/tasks",
    },
  ),
  refused("none", "B2", "no header", ME, [], "token_missing", "no_credentials"),
  refused("query", "B3", "a token in the query alone", ME, [], "token_missing", "no_credentials", {
    target: `/me?access_token=${TOKEN}`,
  }),
  refused(
    "two",
    "B1",
    "the same header twice",
    ME,
    [`Authorization: Bearer ${TOKEN}`, `Authorization: Bearer ${TOKEN}`],
    "token_invalid",
    "many_headers",
  ),
  refused(
    "expired",
    "C6",
    "a token of yesterday",
    ME,
    [`Authorization: Bearer ${TOKEN}`],
    "token_expired",
    "expired",
    {
      now: NOW + 86_400,
    },
  ),
  refused(
    "path-other",
    "A3",
    "somebody else's path",
    OWNED,
    [`Authorization: Bearer ${TOKEN}`],
    "user_mismatch",
    "path_user",
    { target: "/api/user-b/tasks" },
  ),
]);
