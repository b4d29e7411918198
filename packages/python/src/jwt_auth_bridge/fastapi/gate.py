"""Authentication before the body.

FastAPI reads and parses the whole body of a request before it runs any dependency. An anonymous caller could
so make the server take a large body in, and would be told "malformed JSON" (422) instead of "sign in" (401).
The gate sits where the body comes from: the first read on a guarded route runs the route's guards, and a
refusal is raised out of that read. FastAPI passes an `HTTPException` from there on as it is.
"""

from typing import Any

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .dependencies import BridgeDependency
from .routes import bridge_dependencies
from .scope import ADMITTED, selected_route


class BodyGate:
    """ASGI middleware. Routes without the bridge, and requests whose body nobody reads, pass untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # By route object, which is kept so that its id stays its own.
        self._guards: dict[int, tuple[object, tuple[BridgeDependency, ...]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded() -> Message:
            # A middleware that reads the body before the routing finds no route here, and is let through:
            # the dependency itself still refuses.
            if ADMITTED not in scope:
                for guard in self._guards_of(selected_route(scope)):
                    if guard not in _overridden(scope):
                        await guard.admit(HTTPConnection(scope))
            return await receive()

        await self.app(scope, guarded, send)

    def _guards_of(self, route: Any) -> tuple[BridgeDependency, ...]:
        known = self._guards.get(id(route))
        if known is None:
            dependant = getattr(route, "dependant", None)
            guards = () if dependant is None else tuple(bridge_dependencies(dependant))
            known = self._guards[id(route)] = (route, guards)
        return known[1]


def _overridden(scope: Scope) -> Any:
    """What an app's own tests put in place of dependencies."""
    return getattr(scope.get("app"), "dependency_overrides", {})
