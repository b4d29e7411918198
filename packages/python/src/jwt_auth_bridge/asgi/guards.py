"""The three guards: ASGI apps in front of another, which they pass on to or answer for."""

from typing import final

from ..bearer import find_authorization
from ..errors import AuthError, TokenMissing
from ..guard import RouteGuard, counts
from ..log import log_refusal, method_of
from ..path_owner import not_owned, owns
from ..principal import Principal
from ..verifier import Verifier
from .answer import answer
from .caller import PRINCIPAL
from .route import compile_route, user_id_of
from .types import ASGIApp, Receive, Scope, Send


@counts
class Guard(RouteGuard):
    """Lets requests and WebSocket handshakes with a caller through, and the server's own lifespan events."""

    def __init__(self, app: ASGIApp, verifier: Verifier, *, route: str, debug: bool) -> None:
        self.app = app
        self.verifier = verifier
        self._route = route
        self._debug = debug

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        try:
            principal = await self.authenticate(scope)
        except AuthError as error:
            log_refusal(method_of(scope), self._route, error)
            await answer(error, scope, send, debug=self._debug)
            return
        # A copy: whoever is in front of this app has a scope that stays as it was.
        await self.app({**scope, PRINCIPAL: principal}, receive, send)

    async def authenticate(self, scope: Scope) -> Principal | None:
        """Check a request.

        :raises AuthError: when it is refused.
        """
        return await self.verifier.verify_header(find_authorization(scope["headers"]))


@final
@counts
class OptionalGuard(Guard):
    """Lets requests without bearer credentials through too. Bad ones: 401, never silently anonymous."""

    async def authenticate(self, scope: Scope) -> Principal | None:
        try:
            return await super().authenticate(scope)
        except TokenMissing:
            return None


@final
@counts
class OwnerGuard(Guard):
    """Lets through who owns the path. A path that does not fit the route is nobody's."""

    checks_path = True

    def __init__(self, app: ASGIApp, verifier: Verifier, *, route: str, debug: bool) -> None:
        super().__init__(app, verifier, route=route, debug=debug)
        self._pattern = compile_route(route)

    async def authenticate(self, scope: Scope) -> Principal | None:
        principal = await self.verifier.verify_header(find_authorization(scope["headers"]))
        user_id = user_id_of(scope, self._pattern)
        if owns(principal, user_id, scope):
            return principal
        raise not_owned(user_id, method_of(scope), self._route)
