import { NOW } from "../mint.mjs";

const CHALLENGES = {
  token_missing: "Bearer",
  token_invalid: 'Bearer error="invalid_token"',
  token_expired: 'Bearer error="invalid_token"',
  user_mismatch: null,
};
const DETAILS = {
  token_missing: "Sign in to use this resource.",
  token_invalid: "The access token is not valid.",
  token_expired: "The access token has expired.",
  user_mismatch: "This path belongs to another user.",
};

const request = (headers, { target, body = "" }) => ({ method: "GET", target, headers, body });

/** A request that the application itself answers, with this body. */
export const answered = (id, rules, comment, door, headers, body, options = {}) => ({
  id: `request-${id}`,
  rules,
  source: options.source,
  comment,
  door,
  debug: options.debug ?? false,
  now: options.now ?? NOW + 10,
  request: request(headers, { target: door, ...options }),
  result: "valid",
  status: 200,
  challenge: null,
  body,
});

/** A request that is refused with this code, for this reason: a word, or with debug the whole text. */
export const refused = (id, rule, comment, door, headers, code, reason, options = {}) => {
  const status = code === "user_mismatch" ? 403 : 401;
  return {
    id: `request-${id}`,
    rules: [rule],
    source: options.source,
    comment,
    door,
    debug: options.debug ?? false,
    now: options.now ?? NOW + 10,
    request: request(headers, { target: door, ...options }),
    result: "invalid",
    status,
    challenge: CHALLENGES[code],
    body: {
      type: "about:blank",
      title: status === 403 ? "Forbidden" : "Unauthorized",
      status,
      detail: options.debug ? reason : DETAILS[code],
      code,
    },
    code,
    reason: reason.split(":")[0],
  };
};
