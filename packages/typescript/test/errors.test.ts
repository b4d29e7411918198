import { describe, expect, it } from "vitest";
import * as bridge from "../src/index.js";

const INVALID = 'Bearer error="invalid_token"';

describe("what a caller gets", () => {
  it.each([
    [new bridge.TokenMissingError("x: y"), 401, "Bearer", "token_missing", "Sign in to use this resource."],
    [new bridge.TokenInvalidError("x: y"), 401, INVALID, "token_invalid", "The access token is not valid."],
    [new bridge.TokenExpiredError("x: y"), 401, INVALID, "token_expired", "The access token has expired."],
    [new bridge.TokenRevokedError("x: y"), 401, INVALID, "token_revoked", "The session has ended."],
    [
      new bridge.UserMismatchError("x: y"),
      403,
      undefined,
      "user_mismatch",
      "This path belongs to another user.",
    ],
    [
      new bridge.InsufficientScopeError("x: y"),
      403,
      'Bearer error="insufficient_scope"',
      "insufficient_scope",
      "The access token lacks a required scope.",
    ],
    [
      new bridge.VerificationUnavailableError("x: y"),
      503,
      undefined,
      "verification_unavailable",
      "Access tokens cannot be verified right now. Try again.",
    ],
  ])("%s", (error, status, challenge, code, detail) => {
    const title = { 401: "Unauthorized", 403: "Forbidden", 503: "Service Unavailable" }[status];
    expect(error).toBeInstanceOf(bridge.AuthError);
    expect({ status: error.status, challenge: error.challenge, name: error.name }).toEqual({
      status,
      challenge,
      name: error.constructor.name,
    });
    expect(error.problem()).toEqual({ type: "about:blank", title, status, detail, code });
    expect(error.retryAfter).toBe(status === 503 ? 5 : undefined);
    expect(error.headers()).toEqual({
      "Cache-Control": "no-store",
      ...(challenge && { "WWW-Authenticate": challenge }),
      ...(status === 503 && { "Retry-After": "5" }),
    });
    // The exact reason is for the log.
    expect(JSON.stringify(error.problem())).not.toContain(error.reason);
  });

  it("a wrong setting is no refusal: no request gets an answer made of it", () => {
    expect(new bridge.ConfigurationError("word", "sentence")).not.toBeInstanceOf(bridge.AuthError);
  });
});
