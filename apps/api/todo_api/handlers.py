"""Turns what is raised into answers: every error is a problem, whoever raised it."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from jwt_auth_bridge.fastapi import problem_response
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from todo_api.problems import NotFound, Problem

MAX_ERRORS = 20
"""Most errors of one body that are listed: a body of nothing but unknown fields has thousands."""

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


async def refused(request: Request, error: HTTPException) -> Response:
    """Answer an HTTPException: one of ours with its code, others with their status as a word."""
    headers = dict(error.headers or {})
    if isinstance(error, Problem):
        return problem_response(error.status, error.code, error.sentence, headers=headers)
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.NOT_FOUND:
        return problem_response(NotFound.status, NotFound.code, NotFound.sentence, headers=headers)
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        # Each operation is a route of its own, and the router names only the first one's methods.
        headers["Allow"] = ", ".join(_allowed(request))
    code = re.sub(r"\W+", "_", status.phrase.lower())
    return problem_response(status.value, code, f"{status.phrase}.", headers=headers)


def _allowed(request: Request) -> list[str]:
    routes = cast(Sequence[BaseRoute], request.app.routes)

    def matches(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in routes)

    return [method for method in METHODS if matches(method)]


async def not_valid(_request: Request, error: RequestValidationError) -> Response:
    """Answer a body, query or path that does not fit, without repeating any of its values."""
    found = cast(Sequence[Mapping[str, Any]], error.errors())
    errors = [{name: entry[name] for name in ("loc", "msg", "type")} for entry in found[:MAX_ERRORS]]
    return problem_response(422, "validation_failed", "The request is not valid.", errors=errors)


def install(app: FastAPI) -> None:
    """Make every refusal of this app a problem. What nobody expected is `middleware.CatchAll`'s."""
    app.exception_handler(HTTPException)(refused)
    app.exception_handler(RequestValidationError)(not_valid)
