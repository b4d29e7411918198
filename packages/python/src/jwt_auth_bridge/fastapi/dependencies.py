"""The three dependencies. Each is `async`, one level deep, and its own OpenAPI security scheme."""

from typing import Any, ClassVar, final

from fastapi.openapi.models import HTTPBearer
from fastapi.security import SecurityScopes
from fastapi.security.base import SecurityBase
from starlette.requests import HTTPConnection
from starlette.types import Scope

from ..errors import AuthError, InsufficientScope, TokenMissing
from ..guard import RouteGuard, counts
from ..log import log_refusal, method_of
from ..path_owner import PATH_PARAMETER, not_owned, owns
from ..principal import Principal
from ..verifier import Verifier
from .refusal import Refusal
from .scope import ADMITTED, ASKED, route_template
from .verified_request import verify_at_once, verify_request

SCHEME_NAME = "Bearer"


class BridgeDependency(RouteGuard, SecurityBase):
    """What the three have in common: the verifier and the scheme that OpenAPI shows."""

    is_optional: ClassVar[bool] = False
    """Whether it lets requests without bearer credentials through."""

    def __init__(self, verifier: Verifier, *, debug: bool = False) -> None:
        self.verifier = verifier
        self._debug = debug
        self.model = HTTPBearer(bearerFormat="JWT", description="Access token issued by jwt-auth-bridge.")
        self.scheme_name = SCHEME_NAME

    def authorize(self, principal: Principal, scope: Scope) -> None:
        """Let the caller pass, apart from the scopes that an operation may require.

        :raises AuthError: when the request is refused.
        """

    async def __call__(self, conn: HTTPConnection, scopes: SecurityScopes) -> Any:
        """The caller, as FastAPI expects it.

        :raises Refusal: when the request is refused; the one log line is written.
        """
        scope = conn.scope
        scope[ASKED] = True
        verifier = self.verifier
        principal: Principal | None = None
        try:
            principal = verify_at_once(scope, verifier) or await verify_request(scope, verifier)
            self.authorize(principal, scope)
            if scopes.scopes:
                _check_scopes(principal, scopes.scopes)
        except AuthError as error:
            if not (self.is_optional and isinstance(error, TokenMissing)):
                log_refusal(method_of(scope), route_template(scope), error)
                raise Refusal(error, debug=self._debug) from error
        scope[ADMITTED] = True
        return principal


@final
@counts
class RequirePrincipal(BridgeDependency):
    """The caller, whoever it is. No credentials, or bad ones: 401."""


@final
@counts
class OptionalPrincipal(BridgeDependency):
    """The caller, or None without bearer credentials. Bad credentials: 401, never silently anonymous."""

    is_optional = True


@final
@counts
class PathOwner(BridgeDependency):
    """The caller, whose id is the path's `user_id`, code point by code point; anybody else: 403.

    Runs before any look-up, so the answer does not tell whether the other user exists.
    """

    checks_path = True

    def authorize(self, principal: Principal, scope: Scope) -> None:
        user_id = scope["path_params"].get(PATH_PARAMETER)
        if not owns(principal, user_id, scope):
            raise not_owned(user_id, method_of(scope), route_template(scope))


def _check_scopes(principal: Principal, required: list[str]) -> None:
    if not principal.scopes.issuperset(required):
        raise InsufficientScope("scope: the token lacks a required scope")
