/**
 * Everything that the bridge throws.
 *
 * - AuthError
 *   - TokenMissingError             401, no error in the challenge
 *   - TokenInvalidError             401 invalid_token
 *     - TokenExpiredError           401 invalid_token
 *     - TokenRevokedError           401 invalid_token
 *   - UserMismatchError             403
 *   - InsufficientScopeError        403 insufficient_scope
 *   - VerificationUnavailableError  503
 * - ConfigurationError              no refusal: the app itself is wrong, and mostly does not start
 *
 * A refusal has two faces. `code`, `status`, `challenge`, `headers()` and `problem()` are public and coarse; `reason` is
 * exact and for the log. Neither ever holds a token, a secret or a claim value.
 */

/** Public word of a refusal. Stable: clients decide by it. */
export type ErrorCode =
  | "token_missing"
  | "token_invalid"
  | "token_expired"
  | "token_revoked"
  | "user_mismatch"
  | "insufficient_scope"
  | "verification_unavailable";

/** `"<word>: <sentence>"`, for the log alone. The words are those of the profile, section 7. */
export type Reason = `${string}: ${string}`;

/** Body of an answer, RFC 9457 `application/problem+json`. */
export interface Problem {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
}

const TITLES = { 401: "Unauthorized", 403: "Forbidden", 503: "Service Unavailable" } as const;

const DETAILS: Readonly<Record<ErrorCode, string>> = {
  token_missing: "Sign in to use this resource.",
  token_invalid: "The access token is not valid.",
  token_expired: "The access token has expired.",
  token_revoked: "The session has ended.",
  user_mismatch: "This path belongs to another user.",
  insufficient_scope: "The access token lacks a required scope.",
  verification_unavailable: "Access tokens cannot be verified right now. Try again.",
};

/** A request is refused. `message` is the reason: safe to log, not to answer with. */
export abstract class AuthError extends Error {
  /** Public word of this refusal. */
  abstract readonly code: ErrorCode;
  /** HTTP status to answer with (RFC 6750 §3.1). */
  abstract readonly status: 401 | 403 | 503;
  /** Value of `WWW-Authenticate`; undefined where the header does not belong. */
  abstract readonly challenge: string | undefined;
  /** Value of `Retry-After` in seconds; undefined where trying again does not help. */
  readonly retryAfter: number | undefined = undefined;

  /** @param reason - What exactly was wrong, without any value of the token but its `kid`. */
  constructor(readonly reason: Reason) {
    super(reason);
    this.name = new.target.name;
  }

  /** The headers to answer with: the answer is never stored, with a challenge or a time to retry where one belongs. */
  headers(): Record<string, string> {
    return {
      "Cache-Control": "no-store",
      ...(this.challenge !== undefined && { "WWW-Authenticate": this.challenge }),
      ...(this.retryAfter !== undefined && { "Retry-After": String(this.retryAfter) }),
    };
  }

  /** The body to answer with, as `application/problem+json`. */
  problem(): Problem {
    const { code, status } = this;
    return { type: "about:blank", title: TITLES[status], status, detail: DETAILS[code], code };
  }
}

/** No bearer credentials at all: the challenge names no error (RFC 6750 §3.1). */
export class TokenMissingError extends AuthError {
  readonly code = "token_missing";
  readonly status = 401;
  readonly challenge = "Bearer";
}

/** The token is not acceptable. Why is in `reason`, and only there. */
export class TokenInvalidError extends AuthError {
  readonly code: "token_invalid" | "token_expired" | "token_revoked" = "token_invalid";
  readonly status = 401;
  readonly challenge = 'Bearer error="invalid_token"';
}

/** The token was good once: fetch a new one and try again. */
export class TokenExpiredError extends TokenInvalidError {
  override readonly code = "token_expired";
}

/** The session behind the token has ended. */
export class TokenRevokedError extends TokenInvalidError {
  override readonly code = "token_revoked";
}

/** The path names another user. Says nothing about whether that user exists. */
export class UserMismatchError extends AuthError {
  readonly code = "user_mismatch";
  readonly status = 403;
  readonly challenge = undefined;
}

/** The token is good, but lacks a scope that the operation requires. */
export class InsufficientScopeError extends AuthError {
  readonly code = "insufficient_scope";
  readonly status = 403;
  readonly challenge = 'Bearer error="insufficient_scope"';
}

/** Keys or revocation state cannot be had: neither accept nor refuse. */
export class VerificationUnavailableError extends AuthError {
  readonly code = "verification_unavailable";
  readonly status = 503;
  readonly challenge = undefined;
  override readonly retryAfter = 5;
}

/** A setting is wrong or missing. One line: what is wrong and the mend, never the value. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  /** @param code - What is wrong, as a word: `secret_short`, `setting_missing`, … */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
