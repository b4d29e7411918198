"""One verification for each request: what one guard has found out is there for the next."""

from starlette.types import Scope

from ..bearer import find_authorization
from ..principal import Principal
from ..verifier import Verifier

# In the scope itself: a server puts nothing of a request there, but under the names that ASGI gives. Three
# entries, and not one object with three things in it: a server keeps a connection's scope until its next
# request comes, and the more objects are so kept, the more often the garbage collector runs.
_VERIFIER = "jwt_auth_bridge.verifier"
"""Key of the one who vouches for the caller; nobody else has it."""
_AUTHORIZATION = "jwt_auth_bridge.authorization"
_PRINCIPAL = "jwt_auth_bridge.principal"


def verify_at_once(scope: Scope, verifier: Verifier) -> Principal | None:
    """Who is calling; None when only `verify_request` can tell.

    Verified anew only for another verifier or another header, as when a middleware within changed it. Times
    are not looked at again: who was in time before the body came is in time behind it.

    :raises AuthError: when the request is refused.
    """
    # The raw headers: a connection's own would be built and searched for each request.
    authorization = find_authorization(scope["headers"])
    if scope.get(_VERIFIER) is verifier and scope[_AUTHORIZATION] == authorization:
        known: Principal = scope[_PRINCIPAL]
        return known
    principal = verifier.verify_at_once(authorization)
    if principal is not None:
        _remember(scope, verifier, authorization, principal)
    return principal


async def verify_request(scope: Scope, verifier: Verifier) -> Principal:
    """The same, where somebody may have to be asked about the token.

    :raises AuthError: when the request is refused.
    """
    authorization = find_authorization(scope["headers"])
    principal = await verifier.verify_header(authorization)
    _remember(scope, verifier, authorization, principal)
    return principal


def _remember(scope: Scope, verifier: Verifier, authorization: bytes | None, principal: Principal) -> None:
    scope[_VERIFIER] = verifier
    scope[_AUTHORIZATION] = authorization
    scope[_PRINCIPAL] = principal
