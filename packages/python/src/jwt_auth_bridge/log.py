"""One line for each refused request: the public answer, the exact reason, the route. Never a value."""

import logging
from collections.abc import Mapping
from typing import Any

from .errors import AuthError, TokenExpired, TokenMissing

logger = logging.getLogger("jwt_auth_bridge")


def method_of(scope: Mapping[str, Any]) -> str:
    """The HTTP method of an ASGI scope, or WEBSOCKET for a handshake."""
    return str(scope.get("method", "WEBSOCKET"))


def log_refusal(method: str, route: str, error: AuthError) -> None:
    """Log a refusal: INFO for what happens every day, WARNING for what should not."""
    level = logging.INFO if isinstance(error, (TokenMissing, TokenExpired)) else logging.WARNING
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
