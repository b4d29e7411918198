"""A declared route such as `/api/{user_id}`: what the log may show, and where `user_id` is in a path."""

import re
from collections.abc import Mapping
from typing import Any

from ..errors import ConfigurationError
from ..path_owner import PATH_PARAMETER

_PARAMETER = "{" + PATH_PARAMETER + "}"


def compile_route(route: str) -> re.Pattern[str]:
    """What matches the paths at and below a route, and captures their `user_id`.

    :raises ConfigurationError: when the route does not have it exactly once.
    """
    segments = route.rstrip("/").split("/")
    if segments.count(_PARAMETER) != 1 or segments[0]:
        message = (
            f"path_owner guards {route}, which has no one segment {_PARAMETER}. "
            f"Declare it as /api/{_PARAMETER}, or use auth.principal"
        )
        raise ConfigurationError(message, code="path_parameter_missing")
    return re.compile("/".join(map(_pattern, segments)) + r"(?:/|\Z)")


def _pattern(segment: str) -> str:
    if segment == _PARAMETER:
        return f"(?P<{PATH_PARAMETER}>[^/]+)"
    return "[^/]+" if re.fullmatch(r"\{\w+\}", segment) else re.escape(segment)


def user_id_of(scope: Mapping[str, Any], route: re.Pattern[str]) -> object:
    """The `user_id` that a router found, else the path's, else "": nobody is called that."""
    parameters: Mapping[str, object] = scope.get("path_params", {})
    if PATH_PARAMETER in parameters:
        return parameters[PATH_PARAMETER]
    match = route.match(_below_root(scope))
    return match[PATH_PARAMETER] if match else ""


def _below_root(scope: Mapping[str, Any]) -> str:
    """The decoded path without what the app is mounted at, which not every server puts in it."""
    path: str = scope["path"]
    root: str = scope.get("root_path", "")
    return path[len(root) :] if path.startswith(f"{root}/") else path
