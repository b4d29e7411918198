"""A refusal, as FastAPI and Starlette know one: an `HTTPException`, answered as problem+json."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from ..errors import AuthError

MEDIA_TYPE = "application/problem+json"


class Refusal(HTTPException):
    """What the dependencies raise. Without `auth.protect(app)` FastAPI's own handler answers it."""

    def __init__(self, error: AuthError) -> None:
        super().__init__(error.status, detail=error.detail, headers=error.headers())
        self.error = error


class ProblemResponse(JSONResponse):
    """RFC 9457."""

    media_type = MEDIA_TYPE


def problem_response(
    status: int, code: str, detail: str, headers: Mapping[str, str] | None = None, **members: Any
) -> Response:
    """An answer of the same shape as the bridge's own, for the app's other errors.

    :param code: the public word, such as `not_found`.
    :param members: further members of the body, such as `errors`.
    """
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **members,
    }
    return ProblemResponse(body, status_code=status, headers=headers)


async def answer_refusal(conn: HTTPConnection, refusal: Exception) -> Response | None:
    """Exception handler for `Refusal`, for HTTP and for the handshake of a WebSocket."""
    if not isinstance(refusal, Refusal):
        raise refusal
    return ProblemResponse(
        refusal.error.problem(), status_code=refusal.status_code, headers=refusal.headers
    )
