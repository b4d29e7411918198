"""The three dependencies. Each is `async`, one level deep, and its own OpenAPI security scheme."""

from typing import Any, final

from fastapi.openapi.models import HTTPBearer
from fastapi.security import SecurityScopes
from fastapi.security.base import SecurityBase
from starlette.requests import HTTPConnection

from ..errors import AuthError, InsufficientScope, TokenMissing
from ..guard import RouteGuard, counts
from ..log import log_refusal, method_of
from ..path_owner import PATH_PARAMETER, not_owned, owns
from ..principal import Principal
from ..verifier import Verifier
from .refusal import Refusal
from .scope import ADMITTED, ASKED, route_template
from .verified_request import verify_request

SCHEME_NAME = "Bearer"


class BridgeDependency(RouteGuard, SecurityBase):
    """What the three have in common: the verifier and the scheme that OpenAPI shows."""

    def __init__(self, verifier: Verifier, *, debug: bool = False) -> None:
        self.verifier = verifier
        self._debug = debug
        self.model = HTTPBearer(bearerFormat="JWT", description="Access token issued by jwt-auth-bridge.")
        self.scheme_name = SCHEME_NAME

    async def authenticate(self, conn: HTTPConnection) -> Principal | None:
        """Check a connection, apart from the scopes that an operation may require.

        :raises AuthError: when it is refused.
        """
        return await verify_request(conn.scope, self.verifier)

    async def admit(self, conn: HTTPConnection, scopes: SecurityScopes | None = None) -> Any:
        """`authenticate`, with scopes, as FastAPI expects it.

        :raises Refusal: when the request is refused; the one log line is written.
        """
        conn.scope[ASKED] = True
        try:
            principal = await self.authenticate(conn)
            if scopes is not None and scopes.scopes and principal is not None:
                _check_scopes(principal, scopes.scopes)
        except AuthError as error:
            log_refusal(method_of(conn.scope), route_template(conn.scope), error)
            raise Refusal(error, debug=self._debug) from error
        conn.scope[ADMITTED] = True
        return principal


@final
@counts
class RequirePrincipal(BridgeDependency):
    """The caller, whoever it is. No credentials, or bad ones: 401."""

    async def __call__(self, conn: HTTPConnection, scopes: SecurityScopes) -> Principal:
        principal: Principal = await self.admit(conn, scopes)
        return principal


@final
@counts
class OptionalPrincipal(BridgeDependency):
    """The caller, or None without bearer credentials. Bad credentials: 401, never silently anonymous."""

    async def authenticate(self, conn: HTTPConnection) -> Principal | None:
        try:
            return await super().authenticate(conn)
        except TokenMissing:
            return None

    async def __call__(self, conn: HTTPConnection, scopes: SecurityScopes) -> Principal | None:
        principal: Principal | None = await self.admit(conn, scopes)
        return principal


@final
@counts
class PathOwner(BridgeDependency):
    """The caller, whose id is the path's `user_id`, code point by code point; anybody else: 403.

    Runs before any look-up, so the answer does not tell whether the other user exists.
    """

    checks_path = True

    async def authenticate(self, conn: HTTPConnection) -> Principal | None:
        principal = await verify_request(conn.scope, self.verifier)
        user_id = conn.scope["path_params"].get(PATH_PARAMETER)
        if owns(principal, user_id, conn.scope):
            return principal
        raise not_owned(user_id, method_of(conn.scope), route_template(conn.scope))

    async def __call__(self, conn: HTTPConnection, scopes: SecurityScopes) -> Principal:
        principal: Principal = await self.admit(conn, scopes)
        return principal


def _check_scopes(principal: Principal, required: list[str]) -> None:
    if not principal.scopes.issuperset(required):
        raise InsufficientScope("scope: the token lacks a required scope")
