"""Everything that an app answers requests with, and who guards it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from fastapi import FastAPI, routing
from starlette.routing import Router, WebSocketRoute

from ..guard import is_guard
from ..path_owner import PATH_PARAMETER
from ..verifier import Verifier
from .layers import answers_itself, has_own, has_routes, layers_of, router_of
from .public import is_public
from .routes import bridge_dependencies

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
    routers: tuple[Any, ...] = ()
    """Those on the way."""
    has_no_end: bool = False
    """Whether it leads back to where it came from."""

    def through(self, route: Any, name: str, path: str, layers: Iterable[object]) -> "Entrance":
        """What is known behind this route."""
        served = [getattr(route, "endpoint", None), *layers]
        # A route that handles requests by itself may do so before any guard.
        handles = has_own(_original(route), "handle")
        guards = [] if handles else list(filter(is_guard, layers))
        if not handles and (dependant := getattr(route, "dependant", None)) is not None:
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
    router = router_of(app)
    # By identity: routers are equal when their routes are, which have no end here.
    if any(router is each for each in way.routers):
        yield replace(way, has_no_end=True)
        return
    way = replace(way, trusted=(*way.trusted, *protecting_verifiers(app)), routers=(*way.routers, router))
    for route in _routes(router):
        if _is_document(route):
            continue
        layers = list(layers_of(getattr(route, "app", None)))
        path = _path(route)
        entrance = way.through(route, f"{_kind(route)} {way.path}{path}", path, layers)
        yield from _inside(entrance, layers)
    for included in _included(router):
        if answers_itself(included):
            name = f"{type(included).__name__} within {way.path}/"
            yield way.through(included, name, "", [])
    # What answers where no route does.
    if getattr(router.default, "__func__", None) is not Router.not_found:
        layers = list(layers_of(router.default))
        yield from _inside(way.through(None, f"default of {way.path}/", "", layers), layers)


def _routes(router: Any) -> Iterator[Any]:
    # FastAPI that includes routers lazily hides their routes, and has this to list them.
    yield from getattr(routing, "iter_route_contexts", iter)(router.routes)
    # Front ends, which it asks after all other routes.
    yield from getattr(router, "_iter_low_priority_routes", tuple)()


def _included(router: Any) -> Iterator[Any]:
    for route in router.routes:
        if (included := getattr(route, "original_router", None)) is not None:
            yield included
            yield from _included(included)


def _inside(entrance: Entrance, layers: list[object]) -> Iterator[Entrance]:
    app = layers[-1] if layers else None
    handles = entrance.route is not None and has_own(_original(entrance.route), "handle")
    if not has_routes(app) or answers_itself(app) or handles:
        yield entrance
    if has_routes(app):
        yield from entrances(app, entrance)


def _original(route: Any) -> Any:
    return getattr(route, "original_route", route)


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
