"""Which pages may call this API from a browser: the web app's, and no other."""

from http import HTTPStatus

from jwt_auth_bridge.fastapi import problem_response
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp


class Cors(CORSMiddleware):
    """Admits one origin. No credentials: the token travels in a header, and no cookie is ever read."""

    def __init__(self, app: ASGIApp, origin: str) -> None:
        super().__init__(
            app,
            allow_origins=(origin,),
            allow_methods=("DELETE", "GET", "PATCH", "POST", "PUT"),
            allow_headers=("Authorization", "Content-Type", "Idempotency-Key"),
            expose_headers=("Location", "Retry-After"),
            allow_credentials=False,
            max_age=600,
        )

    def preflight_response(self, request_headers: Headers) -> Response:
        """Answer a preflight; a refusal is a problem like every other."""
        answer = super().preflight_response(request_headers)
        if answer.status_code < HTTPStatus.BAD_REQUEST:
            return answer
        return problem_response(
            answer.status_code,
            "cors_refused",
            "This origin, method or header may not be used from a browser.",
        )
