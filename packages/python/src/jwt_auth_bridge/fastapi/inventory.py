"""Everything that an app answers requests with, and who guards it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI, routing
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Router, WebSocketRoute

from ..guard import is_guard
from ..path_owner import PATH_PARAMETER
from ..verifier import Verifier
from .public import is_public
from .routes import bridge_dependencies

_LOW_PRIORITY = "_low_priority_routes"
_VERIFIERS = "jwt_auth_bridge_verifiers"


@dataclass(frozen=True)
class Entrance:
    """A route, or the way to one: what is known of it from the app down to there."""

    name: str = ""
    """As it is declared: `GET /api/{user_id}/tasks`. Never a path with ids."""
    path: str = ""
    route: Any = None
    trusted: tuple[Verifier, ...] = ()
    """Of the bridges that protect the apps on the way."""
    is_public: bool = False
    is_guarded: bool = False
    is_guarded_by_stranger: bool = False
    lacks_owner: bool = False
    """Whether a `user_id` is in the path, and no guard behind it compares it with the caller."""

    def through(self, route: Any, name: str, path: str, layers: Iterable[object]) -> "Entrance":
        """What is known behind this route."""
        served = [getattr(route, "endpoint", None), *layers]
        guards = list(filter(is_guard, layers))
        if (dependant := getattr(route, "dependant", None)) is not None:
            guards += bridge_dependencies(dependant)
        known = [guard for guard in guards if any(guard.verifier is each for each in self.trusted)]
        names_user = PATH_PARAMETER in getattr(route, "param_convertors", ())
        return replace(
            self,
            name=name,
            path=self.path + path,
            route=route,
            is_public=self.is_public or any(map(is_public, (_original(route), *served))),
            is_guarded=self.is_guarded or bool(known),
            is_guarded_by_stranger=self.is_guarded_by_stranger or len(known) < len(guards),
            lacks_owner=(self.lacks_owner or names_user) and not any(guard.checks_path for guard in known),
        )


def protecting_verifiers(app: Any) -> tuple[Verifier, ...]:
    """Those of the bridges that protect this app."""
    verifiers: tuple[Verifier, ...] = getattr(getattr(app, "state", None), _VERIFIERS, ())
    return verifiers


def add_protecting_verifier(app: FastAPI, verifier: Verifier) -> None:
    """Trust the guards of one more bridge in this app."""
    setattr(app.state, _VERIFIERS, (*protecting_verifiers(app), verifier))


def entrances(app: Any, way: Entrance | None = None) -> Iterator[Entrance]:
    """Every route of an app and of the apps that are mounted in it, but for FastAPI's own documents."""
    way = way or Entrance()
    way = replace(way, trusted=(*way.trusted, *protecting_verifiers(app)))
    router = getattr(app, "router", app)
    for route in _routes(router):
        if _is_document(route):
            continue
        layers = list(_layers(getattr(route, "app", None)))
        path = _path(route)
        entrance = way.through(route, f"{_kind(route)} {way.path}{path}", path, layers)
        yield from _inside(entrance, layers)
    # What answers where no route does.
    if getattr(router.default, "__func__", None) is not Router.not_found:
        layers = list(_layers(router.default))
        yield from _inside(way.through(None, f"default of {way.path}/", "", layers), layers)


def route_lists(app: Any) -> Iterator[tuple[object, str]]:
    """Owner and attribute of each list that a route can be added to."""
    router = getattr(app, "router", app)
    yield router, "routes"
    if hasattr(router, _LOW_PRIORITY):
        yield router, _LOW_PRIORITY
    for route in router.routes:
        for part in (getattr(route, "original_router", None), *_layers(getattr(route, "app", None))):
            if isinstance(part, (Starlette, Router)):
                yield from route_lists(part)


def _routes(router: Any) -> Iterator[Any]:
    # FastAPI that includes routers lazily hides their routes, and has this to list them.
    yield from getattr(routing, "iter_route_contexts", iter)(router.routes)
    # Front ends, which it asks after all other routes.
    yield from getattr(router, "_iter_low_priority_routes", tuple)()


def _inside(entrance: Entrance, layers: list[object]) -> Iterator[Entrance]:
    if layers and isinstance(layers[-1], (Starlette, Router)):
        yield from entrances(layers[-1], entrance)
    else:
        yield entrance


def _original(route: Any) -> Any:
    return getattr(route, "original_route", route)


def _layers(app: Any) -> Iterator[object]:
    """An ASGI app and, where it is a guard or a middleware of Starlette's, what is behind it."""
    while app is not None:
        yield app
        # Anything else may hold an app and answer by itself.
        passes_on = is_guard(app) or _is_transparent(app)
        app = getattr(app, "app", None) if passes_on else None


def _is_transparent(app: object) -> bool:
    # With a function of the app's own, which may answer.
    has_dispatch = isinstance(app, BaseHTTPMiddleware)
    return type(app).__module__.startswith("starlette.middleware.") and not has_dispatch


def _path(route: Any) -> str:
    if path := getattr(route, "path", "") or getattr(route, "host", ""):
        return str(path)
    front_ends = getattr(_original(route), "routes", ())
    return ", ".join(getattr(route, "frontend_prefix", "") + each.path for each in front_ends)


def _kind(route: Any) -> str:
    original = _original(route)
    if isinstance(original, WebSocketRoute):
        return "WebSocket"
    methods = set(getattr(route, "methods", None) or ())
    return ",".join(sorted(methods - {"HEAD"} or methods)) or type(original).__name__.strip("_")


def _is_document(route: Any) -> bool:
    """Whether FastAPI made this route itself, from `openapi_url`, `docs_url` or `redoc_url`."""
    # By where the function was written: an app's own route at the same path is not meant.
    code = getattr(getattr(route, "endpoint", None), "__code__", None)
    return code is not None and code in FastAPI.setup.__code__.co_consts
