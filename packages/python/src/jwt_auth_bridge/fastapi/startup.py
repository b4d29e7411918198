"""An app with an unprotected route serves nothing: it does not start, and if it runs already it refuses."""

from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import ConfigurationError
from ..log import logger
from .layers import routers_of
from .unprotected import check_protected
from .watch import watch


class StartupCheck:
    """Looks at an app's routes at start-up, and again when one was added.

    Servers without lifespan events, and apps mounted in others, have their start-up at the first request.

    :raises ConfigurationError: into the server, with code `route_unprotected`. A server that starts then
        stops. Later every request is answered with 500, every handshake refused, and no handler runs.
    """

    def __init__(self, protected: FastAPI) -> None:
        self._protected = protected
        self._router = protected.router
        self._checked: tuple[tuple[Any, object, object], ...] = ()

    def check_if_changed(self) -> None:
        """Look at the routes where something may have changed. Called for every request."""
        # All that a request costs: what no list tells, a new list in place of one, and a new default.
        for router, routes, default in self._checked:
            if router.routes is not routes or router.default is not default:
                break
        else:
            if self._checked:
                return
        try:
            self._check()
        except ConfigurationError as error:
            logger.error("%s", error)
            raise

    async def start(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        """The app's lifespan."""
        refused: ConfigurationError | None = None

        async def checked(message: Message) -> None:
            nonlocal refused
            # After the app's own start-up, which may add routes; raised inside it, so that it can clean up.
            if message["type"] == "lifespan.startup.complete":
                try:
                    self._check()
                except ConfigurationError as error:
                    refused = error
                    raise
            if message["type"] == "lifespan.startup.failed" and refused:
                # Starlette's message is a traceback through both of us.
                message = {"type": "lifespan.startup.failed", "message": str(refused)}
            await send(message)

        await app(scope, receive, checked)

    def _check(self) -> None:
        # Before looking: a route that another thread adds meanwhile takes the mark away again.
        self._checked = tuple(
            (router, watch(router, self), router.default) for router in routers_of(self._protected)
        )
        try:
            check_protected(self._protected)
            if self._protected.router is not self._router:
                message = "app.router was replaced after the app was built, and is not what answers"
                raise ConfigurationError(message, code="route_unprotected")
        except ConfigurationError:
            self._checked = ()
            raise

    def routes_changed(self) -> None:
        """Look again before the next request."""
        self._checked = ()
