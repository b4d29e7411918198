"""What the bridge reads out of an ASGI scope.

FastAPI includes routers lazily since 0.13x: the full path of a route and all its dependencies are then in an
"effective route context" in the scope, beside the route itself. Older releases copy the route; both are read.
"""

from collections.abc import MutableMapping
from typing import Any

from fastapi.routing import APIRoute

ASKED = "jwt_auth_bridge.asked"
"""Key of the mark that a guard of this request has run, whatever it said."""
ADMITTED = "jwt_auth_bridge.admitted"
"""Key of the mark that a guard of this request has passed."""


def selected_route(scope: MutableMapping[str, Any]) -> Any:
    """What holds `path_format` and `dependant` of the matched route, or None before the match."""
    context = scope.get("fastapi", {}).get("effective_route_context")
    route = scope.get("route")
    # What is in `fastapi` is shared with copies of the scope, which guards of mounted apps make: behind them
    # is another route than this scope's.
    original = getattr(context, "original_route", None)
    if context is None or (isinstance(original, APIRoute) and original is not route):
        return route
    return getattr(context, "starlette_route", None) or context


def route_template(scope: MutableMapping[str, Any]) -> str:
    """The route as it was declared, `/api/{user_id}/tasks`: a path with its ids would name users."""
    template = getattr(selected_route(scope), "path_format", None)
    # Of a mounted app, root_path holds the path that was matched, ids and all; app_root_path does not.
    prefix = scope.get("app_root_path", scope.get("root_path", ""))
    return f"{prefix}{template}" if template else "(unknown route)"
