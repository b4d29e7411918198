import { NOW } from "../mint.mjs";

/** A case that must be accepted. `rules`: those that it shows. */
export const good = (
  id,
  rules,
  comment,
  token,
  { now = NOW + 10, scopes = [], userId = "user-a", sessionId = "session-a", source = undefined } = {},
) => ({
  id,
  rules,
  source,
  comment,
  token,
  now,
  result: "valid",
  user_id: userId,
  session_id: sessionId,
  scopes,
});

/** A case that must be refused, for this reason. `rule`: the one that it breaks. */
export const bad = (id, rule, comment, token, reason, { now = NOW + 10, source = undefined } = {}) => ({
  id,
  rules: [rule],
  source,
  comment,
  token,
  now,
  result: "invalid",
  code: reason === "expired" ? "token_expired" : "token_invalid",
  reason,
});
