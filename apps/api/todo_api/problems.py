"""Everything that this service refuses with, and how a refusal is written (RFC 9457).

* HTTPException (Starlette's; unknown routes and wrong methods raise it as it is)
  - Problem
    - NotFound               404 not_found
    - BodyTooLarge           413 body_too_large
    - CursorInvalid          422 cursor_invalid
    - DatabaseUnavailable    503 database_unavailable, Retry-After

Refusals of a token come from jwt_auth_bridge, which also writes these, all in one form. A body is fixed for
each code: it never repeats what was sent.
"""

from collections.abc import Mapping
from typing import ClassVar

from starlette.exceptions import HTTPException


class Problem(HTTPException):
    """A refusal with a code. FastAPI lets an HTTPException through where others would become a plain 400."""

    status: ClassVar[int]
    code: ClassVar[str]
    sentence: ClassVar[str]
    fields: ClassVar[Mapping[str, str]] = {}
    """Headers of the answer."""

    def __init__(self) -> None:
        super().__init__(self.status, self.sentence, dict(self.fields))


class NotFound(Problem):
    """No such task of the caller's, whether it exists elsewhere or not."""

    status = 404
    code = "not_found"
    sentence = "Not found."


class BodyTooLarge(Problem):
    """The rest of the body is not read, so the connection cannot be used again."""

    status = 413
    code = "body_too_large"
    sentence = "The body of the request is too large."
    fields: ClassVar[Mapping[str, str]] = {"Connection": "close"}


class CursorInvalid(Problem):
    """Not a cursor that this service wrote for this sort."""

    status = 422
    code = "cursor_invalid"
    sentence = "The cursor does not belong to this list. Start again without it."


class DatabaseUnavailable(Problem):
    """The database cannot be reached, or not in time. Nothing was stored, or its fate is unknown."""

    status = 503
    code = "database_unavailable"
    sentence = "The tasks cannot be reached right now. Try again."
    fields: ClassVar[Mapping[str, str]] = {"Retry-After": "2"}
