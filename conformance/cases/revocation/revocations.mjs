import { claims, NOW, token } from "../mint.mjs";
import { ofKind } from "../vector.mjs";

const UNTIL = NOW + 365;
const AT = NOW + 10;
const MINE = token(claims({ iat: NOW + 0.5 }));

/** What a verifier knows when it is asked: entries, and when it was last told that these are all. */
const known = (entries, { heard = AT, max_staleness = 30, when_stale = "refuse" } = {}) => ({
  entries,
  heard,
  max_staleness,
  when_stale,
});

const good = (id, rules, comment, situation, { text = MINE, now = AT } = {}) => ({
  id: `revocation-${id}`,
  rules,
  comment,
  ...situation,
  token: text,
  now,
  result: "valid",
  user_id: "user-a",
  session_id: "session-a",
});
const bad = (id, rule, comment, situation, { text = MINE, now = AT, why = "revoked" } = {}) => ({
  id: `revocation-${id}`,
  rules: [rule],
  comment,
  ...situation,
  token: text,
  now,
  result: "invalid",
  code: CODES[why],
  reason: why,
});
const CODES = {
  revoked: "token_revoked",
  revocations_stale: "verification_unavailable",
  expired: "token_expired",
  signature: "token_invalid",
};

const session = (sid = "session-a", until = UNTIL) => ({ sid, until });
const user = (before, { sub = "user-a", until = UNTIL } = {}) => ({ sub, before, until });
const stale = { why: "revocations_stale" };

export const revocations = ofKind("revocation", [
  good("none", ["R2"], "nothing was revoked", known([])),
  good("other-session", ["R2"], "another session of the same user", known([session("session-b")])),
  good("session-prefix", ["R2"], "a session's id that begins alike", known([session("session-")])),
  good("session-case", ["R2"], "a session's id in capitals", known([session("SESSION-A")])),
  good("names-crossed", ["R2"], "the user's id as a session's", known([session("user-a")])),
  good(
    "names-crossed-back",
    ["R2"],
    "the session's id as a user's",
    known([user(UNTIL, { sub: "session-a" })]),
  ),
  good("other-user", ["R2"], "another user", known([user(UNTIL, { sub: "user-b" })])),
  good("minted-after", ["R2", "R5"], "minted a millisecond later", known([user(NOW + 0.499)])),
  bad("session", "R2", "its session", known([session()])),
  bad("session-minted-later", "R2", "its session, minted after the entry", known([session()]), {
    text: token(claims({ iat: NOW + 9, exp: NOW + 309 })),
  }),
  bad(
    "session-among-others",
    "R2",
    "its session among others",
    known([session("x"), session(), session("y")]),
  ),
  bad("user", "R2", "its user, up to a later moment", known([user(NOW + 1)])),
  bad("user-same-moment", "R2", "its user, up to this very moment", known([user(NOW + 0.5)])),
  bad("user-whole-second", "R2", "minted by the second, in the second of the moment", known([user(NOW)]), {
    text: token(),
  }),
  bad("user-greater-before", "R2", "of two moments the later", known([user(NOW + 1), user(NOW)])),
  bad(
    "user-greater-before-last",
    "R2",
    "of two moments the later, which comes last",
    known([user(NOW), user(NOW + 1)]),
  ),
  bad(
    "session-greater-until",
    "R2",
    "of two ends the later",
    known([session("session-a", NOW + 300), session("session-a", NOW + 9)]),
  ),
  bad(
    "user-greater-until",
    "R2",
    "the later end, from the entry with the earlier moment",
    known([user(NOW + 1, { until: NOW + 9 }), user(NOW, { until: NOW + 300 })]),
  ),
  good("over", ["R3"], "what ended nothing any more was dropped", known([session("session-a", NOW + 9)])),
  bad("not-over", "R3", "until a moment that has not come", known([session("session-a", AT + 0.25)])),
  good("heard-lately", ["R4"], "heard as long ago as is allowed", known([], { heard: AT - 30 })),
  good(
    "stale-accepted",
    ["R4"],
    "not heard for too long, and accepted",
    known([], { heard: AT - 31, when_stale: "accept" }),
  ),
  good(
    "never-accepted",
    ["R4"],
    "never heard, and accepted",
    known([], { heard: null, when_stale: "accept" }),
  ),
  bad("stale", "R4", "not heard for too long", known([], { heard: AT - 31 }), stale),
  bad(
    "stale-set",
    "R4",
    "not heard for longer than is set",
    known([], { heard: AT - 3, max_staleness: 2 }),
    stale,
  ),
  bad("never", "R4", "never heard", known([], { heard: null }), stale),
  bad(
    "stale-revoked",
    "R2",
    "not heard for too long, but its session is known to have ended",
    known([session()], { heard: AT - 31 }),
  ),
  bad(
    "never-revoked",
    "R2",
    "accepted where nobody knows, but its session is known to have ended",
    known([session()], { heard: null, when_stale: "accept" }),
  ),
  bad("expired-first", "C6", "expired, and its session has ended", known([session()], { heard: AT }), {
    now: NOW + 305,
    why: "expired",
  }),
  bad("signature-first", "S1", "not signed with the key, and never heard", known([], { heard: null }), {
    text: token(claims({ iat: NOW + 0.5 }), undefined, { key: Buffer.alloc(32) }),
    why: "signature",
  }),
]);
