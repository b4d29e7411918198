"""What is behind an app: the middleware round it, and the routers in it."""

from collections.abc import Iterator
from typing import Any

from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.routing import Router

from ..guard import is_guard

# What a class of one's own may answer with before a route is asked for.
_ENTRIES = ("__call__", "build_middleware_stack", "app", "handle", "matches")


def layers_of(app: Any) -> Iterator[object]:
    """An ASGI app and, where it is a guard or a middleware of Starlette's, what is behind it."""
    while app is not None:
        yield app
        # Anything else may hold an app and answer by itself.
        passes_on = is_guard(app) or _is_transparent(app)
        app = getattr(app, "app", None) if passes_on else None


def has_routes(app: object) -> bool:
    """Whether an app can be looked into."""
    return isinstance(app, (Starlette, Router))


def router_of(app: Any) -> Any:
    """What holds the routes of an app that has some."""
    return getattr(app, "router", app)


def answers_itself(app: Any) -> bool:
    """Whether a class made from FastAPI's or Starlette's goes before its routes, where it may answer."""
    return any(has_own(part, name) for part in (app, router_of(app)) for name in _ENTRIES)


def has_own(part: object, method: str) -> bool:
    """Whether a method of its class was written by neither FastAPI nor Starlette."""
    # By where it is: monitoring tools put functions of theirs into Starlette's own classes.
    return any(
        method in vars(each) and each.__module__.partition(".")[0] not in ("builtins", "fastapi", "starlette")
        for each in type(part).__mro__
    )


def routers_of(app: Any, known: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """Every router of an app, its own first: of what it includes, of what is mounted in it, once each."""
    router = router_of(app)
    if any(router is each for each in known):
        return known
    known += (router,)
    for part in (*_parts(router), *layers_of(router.default)):
        if has_routes(part):
            known = routers_of(part, known)
    return known


def _parts(router: Any) -> Iterator[object]:
    for route in router.routes:
        yield getattr(route, "original_router", None)
        yield from layers_of(getattr(route, "app", None))


def _is_transparent(app: object) -> bool:
    # With a function of the app's own, which may answer.
    has_dispatch = isinstance(app, BaseHTTPMiddleware)
    return type(app).__module__.startswith("starlette.middleware.") and not has_dispatch
