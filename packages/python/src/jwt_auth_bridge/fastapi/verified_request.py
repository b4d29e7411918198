"""One verification for each request: what one guard has found out is there for the next."""

from starlette.types import Scope

from ..bearer import find_authorization
from ..principal import Principal
from ..verifier import Verifier

_KEY = "jwt_auth_bridge.verified"
"""Of the scope itself: a server puts nothing of a request there, but under the names that ASGI gives."""


class _Verified(tuple[Verifier, bytes | None, Principal]):
    """Whoever made one of these knows who is calling. A named tuple takes twice as long to make."""

    __slots__ = ()


def verify_at_once(scope: Scope, verifier: Verifier) -> Principal | None:
    """Who is calling; None when only `verify_request` can tell.

    Verified anew only for another verifier or another header, as when a middleware within changed it. Times
    are not looked at again: who was in time before the body came is in time behind it.

    :raises AuthError: when the request is refused.
    """
    # The raw headers: a connection's own would be built and searched for each request.
    authorization = find_authorization(scope["headers"])
    known: object = scope.get(_KEY)
    if type(known) is _Verified:
        by, of, principal = known
        if by is verifier and of == authorization:
            return principal
    verified = verifier.verify_at_once(authorization)
    if verified is not None:
        scope[_KEY] = _Verified((verifier, authorization, verified))
    return verified


async def verify_request(scope: Scope, verifier: Verifier) -> Principal:
    """The same, where somebody may have to be asked about the token.

    :raises AuthError: when the request is refused.
    """
    authorization = find_authorization(scope["headers"])
    principal = await verifier.verify_header(authorization)
    scope[_KEY] = _Verified((verifier, authorization, principal))
    return principal
