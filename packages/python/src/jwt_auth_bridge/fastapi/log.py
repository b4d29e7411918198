"""One line for each refused request: the public answer, the exact reason, the route. Never a value."""

import logging
from collections.abc import MutableMapping
from typing import Any

from ..errors import AuthError, TokenExpired, TokenMissing

logger = logging.getLogger("jwt_auth_bridge")


def log_refusal(scope: MutableMapping[str, Any], error: AuthError) -> None:
    """Log a refusal: INFO for what happens every day, WARNING for what should not."""
    level = logging.INFO if isinstance(error, (TokenMissing, TokenExpired)) else logging.WARNING
    if not logger.isEnabledFor(level):
        return
    method, route = method_of(scope), route_template(scope)
    logger.log(
        level,
        "refused %s %s %s %s %s",
        error.status,
        error.code,
        error.reason,
        method,
        route,
        extra={
            "status": error.status,
            "code": error.code,
            "reason": error.reason,
            "method": method,
            "route": route,
        },
    )


def method_of(scope: MutableMapping[str, Any]) -> str:
    """The HTTP method, or WEBSOCKET for a handshake."""
    return str(scope.get("method", "WEBSOCKET"))


def route_template(scope: MutableMapping[str, Any]) -> str:
    """The route as it was declared, `/api/{user_id}/tasks`: a path with its ids would name users."""
    # Since FastAPI resolves included routers lazily, the route itself lacks the router's prefix; the
    # whole template is in the context that it leaves in the scope.
    context = scope.get("fastapi", {}).get("effective_route_context")
    for source in (context, getattr(context, "starlette_route", None), scope.get("route")):
        template = getattr(source, "path_format", None)
        if template:
            return f"{scope.get('root_path', '')}{template}"
    return "(unknown route)"
