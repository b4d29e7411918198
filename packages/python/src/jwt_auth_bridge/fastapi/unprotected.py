"""The rules of a protected app: nothing is open but what says so."""

from typing import Any

from fastapi import FastAPI

from ..errors import ConfigurationError
from ..path_owner import PATH_PARAMETER
from .inventory import Entrance, entrances
from .layers import has_own


def unprotected_routes(app: FastAPI) -> list[str]:
    """One line for each route that keeps the app from starting: the route, what it lacks, the mend.

    For a test of your own: `assert unprotected_routes(app) == []`. It looks at what the app declares, so what
    `app.dependency_overrides` puts in place changes nothing. Guards count once a bridge protects the app.
    """
    return [f"{entrance.name}: {fault}" for entrance in entrances(app) if (fault := _fault(entrance))]


def check_protected(app: FastAPI) -> None:
    """Refuse an app with unprotected routes.

    :raises ConfigurationError: with code `route_unprotected`, which names all of them.
    """
    lines = unprotected_routes(app)
    if lines:
        message = "\n  ".join(["the app serves nothing, for it has unprotected routes:", *lines])
        raise ConfigurationError(message, code="route_unprotected")


def _fault(entrance: Entrance) -> str | None:
    """What is wrong with a route, and the mend."""
    if entrance.has_no_end:
        return "the app is mounted in itself, so its routes have no end. Mount another app there"
    if entrance.is_guarded_by_stranger and (entrance.lacks_owner or not entrance.is_guarded):
        return (
            "its guard belongs to a bridge that does not protect this app. "
            "Call protect(app) of that bridge, or give both the same verifier"
        )
    if entrance.lacks_owner:
        return (
            f"nobody checks that {{{PATH_PARAMETER}}} is the caller. Add Depends(auth.path_owner), "
            "or name the parameter otherwise if it is not meant to be the caller"
        )
    if entrance.is_guarded or entrance.is_public:
        return None
    return f"no guard. {_mend(entrance.route)}"


def _mend(route: Any) -> str:
    original: object = getattr(route, "original_route", route)
    if has_own(original, "handle"):
        name = type(original).__name__
        return f"{name}.handle may answer before any guard: do without it, or add @public for everybody"
    has_endpoint = getattr(route, "endpoint", None) is not None
    if getattr(route, "dependant", None) is None:
        if has_endpoint:
            return (
                "FastAPI runs no dependencies here: declare it with @app.get(), or add @public for everybody"
            )
        return "Put a guard of jwt_auth_bridge.asgi round the app, or public(app) for everybody"
    if has_endpoint:
        return "Add Depends(auth.principal), or @public for everybody"
    # A front end, which FastAPI serves from a folder: nothing of it can carry the mark.
    return "Give its router Depends(auth.principal), or mount an app of its own as public(app) for everybody"
