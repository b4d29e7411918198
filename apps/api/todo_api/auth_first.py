"""The caller is checked before the body is read.

FastAPI reads and parses a body before it runs any dependency, so that a stranger's malformed JSON would be
answered 422 and not 401. Routes of this class ask the guard first where there is a body to read; the
dependency of the operation then checks again, and is what hands over the caller.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from fastapi.security import SecurityScopes

Guard = Callable[[Request, SecurityScopes], Awaitable[object]]


def auth_first(guard: Guard) -> type[APIRoute]:
    """Make a class of routes that are behind this guard, body and all."""

    class AuthFirst(APIRoute):
        """A route whose body is read for admitted callers only."""

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            """Put the guard in front of FastAPI's handler."""
            handler = super().get_route_handler()
            if self.body_field is None:
                return handler

            async def guarded(request: Request) -> Response:
                await guard(request, SecurityScopes())
                return await handler(request)

            return guarded

    return AuthFirst
