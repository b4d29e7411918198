"""One verification for each request: what one guard has found out is there for the next."""

from typing import Any, NamedTuple

from starlette.types import Scope

from ..bearer import find_authorization
from ..principal import Principal
from ..verifier import Verifier

_KEY = "jwt_auth_bridge.verified"
"""Of the scope itself: a server puts nothing of a request there, but under the names that ASGI gives."""


class _Verified(NamedTuple):
    verifier: Verifier
    authorization: bytes | None
    principal: Principal


async def verify_request(scope: Scope, verifier: Verifier) -> Principal:
    """Who is calling.

    Verified anew only for another verifier or another header, as when a middleware within changed it. Times
    are not looked at again: who was in time before the body came is in time behind it.

    :raises AuthError: when the request is refused.
    """
    # The raw headers: a connection's own would be built and searched for each request.
    authorization = find_authorization(scope["headers"])
    known: Any = scope.get(_KEY)
    if isinstance(known, _Verified) and known.verifier is verifier and known.authorization == authorization:
        return known.principal
    principal = await verifier.verify_header(authorization)
    scope[_KEY] = _Verified(verifier, authorization, principal)
    return principal
