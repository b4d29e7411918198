"""A refusal as RFC 9457 `application/problem+json`, alike for every framework."""

import json

from .errors import AuthError

MEDIA_TYPE = "application/problem+json"


def problem_of(error: AuthError, *, debug: bool) -> dict[str, object]:
    """The members of a refusal's body. In debugging its `detail` is the whole reason (profile rule A4)."""
    problem = error.problem()
    return {**problem, "detail": error.reason} if debug else problem


def encode(body: object) -> bytes:
    """Escape all but ASCII: what an app repeats may hold a lone surrogate, which UTF-8 cannot carry."""
    return json.dumps(body, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")
