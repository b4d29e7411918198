"""What every request passes: the look at the routes, and authentication before the body.

FastAPI reads and parses the whole body of a request before it runs any dependency. An anonymous caller could
so make the server take a large body in, and would be told "malformed JSON" (422) instead of "sign in" (401).
The gate sits where the body comes from: the first read on a guarded route runs the route's guards, and a
refusal is raised out of that read. FastAPI passes an `HTTPException` from there on as it is.

An answer leaves through it too: on a guarded route none that lets somebody in before a guard was asked.
"""

from collections.abc import Awaitable
from typing import Any

from fastapi import FastAPI
from fastapi.security import SecurityScopes
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import ConfigurationError
from ..log import logger, method_of
from .dependencies import BridgeDependency
from .routes import bridge_dependencies
from .scope import ADMITTED, ASKED, route_template, selected_route
from .startup import StartupCheck


class Gate:
    """ASGI middleware. Routes without the bridge pass untouched.

    One, and not one for each thing that it does: each costs every request something.
    """

    def __init__(self, app: ASGIApp, *, protected: FastAPI) -> None:
        self.app = app
        self._startup = StartupCheck(protected)
        # By route object, which is kept so that its id stays its own.
        self._guards: dict[int, tuple[object, tuple[BridgeDependency, ...]]] = {}

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        # Not `async`, as `answered` is not: what they hand on is awaited, without a coroutine round each.
        if scope["type"] == "lifespan":
            return self._startup.start(self.app, scope, receive, send)
        self._startup.check_if_changed()

        async def guarded() -> Message:
            # A middleware that reads the body before the routing finds no route here, and is let through:
            # the dependency itself still refuses.
            if ADMITTED not in scope:
                for guard in self._guards_of(selected_route(scope)):
                    if guard not in _overridden(scope):
                        await guard(HTTPConnection(scope), SecurityScopes())
            return await receive()

        def answered(message: Message) -> Awaitable[None]:
            if ASKED not in scope and _lets_in(message):
                self._refuse_unasked(scope)
            return send(message)

        return self.app(scope, guarded if scope["type"] == "http" else receive, answered)

    def _refuse_unasked(self, scope: Scope) -> None:
        # With overrides, which are for tests, a guard may be replaced by way of what depends on it.
        if self._guards_of(selected_route(scope)) and not _overridden(scope):
            message = (
                f"{method_of(scope)} {route_template(scope)} answers before its guard is asked. "
                "Look for a get_route_handler, or an earlier dependency, that answers by itself"
            )
            logger.error(message)
            raise ConfigurationError(message, code="route_unprotected")

    def _guards_of(self, route: Any) -> tuple[BridgeDependency, ...]:
        known = self._guards.get(id(route))
        if known is None:
            dependant = getattr(route, "dependant", None)
            guards = () if dependant is None else tuple(bridge_dependencies(dependant))
            known = self._guards[id(route)] = (route, guards)
        return known[1]


def _lets_in(message: Message) -> bool:
    """Whether this gives somebody what they asked for. Refusing is free to whatever comes before a guard."""
    if message["type"] == "http.response.start":
        return bool(message["status"] < 300)
    return bool(message["type"] == "websocket.accept")


def _overridden(scope: Scope) -> Any:
    """What an app's own tests put in place of dependencies."""
    return getattr(scope.get("app"), "dependency_overrides", {})
