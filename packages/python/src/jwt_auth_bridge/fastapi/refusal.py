"""A refusal, as FastAPI and Starlette know one: an `HTTPException`, answered as problem+json."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

from ..errors import AuthError
from ..problem import MEDIA_TYPE, encode, problem_of


class Refusal(HTTPException):
    """What the dependencies raise. Without `auth.protect(app)` FastAPI's own handler answers it.

    :param debug: whether the answer tells the reason.
    """

    def __init__(self, error: AuthError, *, debug: bool = False) -> None:
        self.error = error
        self.problem = problem_of(error, debug=debug)
        super().__init__(error.status, detail=self.problem["detail"], headers=error.headers())


class ProblemResponse(JSONResponse):
    """RFC 9457."""

    media_type = MEDIA_TYPE

    def render(self, content: object) -> bytes:
        """Write the body as the bridge does everywhere."""
        return encode(content)


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


async def answer_refusal(conn: Request | WebSocket, refusal: Exception) -> Response | None:
    """Exception handler for `Refusal`: of a request, and of a WebSocket's handshake before it is accepted."""
    if not isinstance(refusal, Refusal):
        raise refusal
    response = ProblemResponse(
        refusal.problem, status_code=refusal.status_code, headers=refusal.error.headers()
    )
    if isinstance(conn, Request):
        return response
    if "websocket.http.response" in conn.scope.get("extensions", {}):
        await conn.send_denial_response(response)
    else:
        # This server cannot answer a handshake with a response of ours; it turns a close into a bare 403.
        await conn.close(code=1008)
    return None
