"""Everything that the bridge raises.

* AuthError
  - TokenMissing               401, no error code in the challenge
  - TokenInvalid               401 invalid_token
    - TokenExpired             401 invalid_token
    - TokenRevoked             401 invalid_token
  - UserMismatch               403
  - InsufficientScope          403 insufficient_scope
  - VerificationUnavailable    503
* ConfigurationError           no refusal: the app itself is wrong, and mostly does not start

A refusal has two faces. The public one is coarse: `code`, `status`, `challenge`, `problem()`. The exact
one, `reason`, is for the log: "<word>: <sentence>". Neither holds a token, a secret or a claim value.
"""

from http import HTTPStatus
from typing import ClassVar


class AuthError(Exception):
    """A request is refused. Catch this one to catch every refusal; raise one of its subclasses."""

    code: ClassVar[str]
    """Public word, the same in every language: design, table "What a caller gets"."""
    status: ClassVar[int]
    """HTTP status to answer with (RFC 6750 §3.1)."""
    challenge: ClassVar[str | None] = None
    """Value of `WWW-Authenticate`, or None where the header does not belong."""
    detail: ClassVar[str]
    """The one public sentence of this code."""
    retry_after: ClassVar[int | None] = None
    """Value of `Retry-After` in seconds, or None."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        """For the log: "<word>: <sentence>", without any value taken from the token but its kid."""

    def problem(self) -> dict[str, object]:
        """The body of the answer, RFC 9457 `application/problem+json`."""
        return {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
        }

    def headers(self) -> dict[str, str]:
        """Headers of the answer: never stored, with a challenge or a time to retry where one belongs."""
        headers = {"Cache-Control": "no-store"}
        if self.challenge is not None:
            headers["WWW-Authenticate"] = self.challenge
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        return headers


class TokenMissing(AuthError):
    """No bearer credentials at all: nothing was tried, so the challenge names no error (RFC 6750 §3.1)."""

    code = "token_missing"
    status = 401
    challenge = "Bearer"
    detail = "Sign in to use this resource."


class TokenInvalid(AuthError):
    """The token is not acceptable. Why is in `reason`, and only there."""

    code = "token_invalid"
    status = 401
    challenge = 'Bearer error="invalid_token"'
    detail = "The access token is not valid."


class TokenExpired(TokenInvalid):
    """The token was good once: fetch a new one and try again."""

    code = "token_expired"
    detail = "The access token has expired."


class TokenRevoked(TokenInvalid):
    """The session behind the token has ended."""

    code = "token_revoked"
    detail = "The session has ended."


class UserMismatch(AuthError):
    """The path names another user. Says nothing about whether that user exists."""

    code = "user_mismatch"
    status = 403
    detail = "This path belongs to another user."


class InsufficientScope(AuthError):
    """The token is good, but lacks a scope that the operation requires."""

    code = "insufficient_scope"
    status = 403
    challenge = 'Bearer error="insufficient_scope"'
    detail = "The access token lacks a required scope."


class VerificationUnavailable(AuthError):
    """Keys or revocation state cannot be had: neither accept nor refuse."""

    code = "verification_unavailable"
    status = 503
    detail = "Access tokens cannot be verified right now. Try again."
    retry_after = 5


class ConfigurationError(ValueError):
    """A setting is wrong or missing. The message is one line: what is wrong and the mend, never the value."""

    def __init__(self, message: str, *, code: str = "setting_invalid") -> None:
        super().__init__(message)
        self.code = code
        """What is wrong, as a word: `secret_short`, `setting_missing`, ..."""
