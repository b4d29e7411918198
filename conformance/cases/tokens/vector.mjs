import { NOW } from "../mint.mjs";

/** A vector that must be accepted. */
export const good = (id, rule, comment, token, { now = NOW + 10, scopes = [], userId = "user-a" } = {}) => ({
  id,
  rule,
  comment,
  token,
  now,
  result: "valid",
  user_id: userId,
  session_id: "session-a",
  scopes,
});

/** A vector that must be refused, for this reason. */
export const bad = (id, rule, comment, token, reason, { now = NOW + 10 } = {}) => ({
  id,
  rule,
  comment,
  token,
  now,
  result: "invalid",
  code: reason === "expired" ? "token_expired" : "token_invalid",
  reason,
});
