"""The mark of a route that is for everybody."""

from collections.abc import Callable
from typing import Any, TypeVar

_MARK = "__jwt_auth_bridge_public__"

T = TypeVar("T", bound=Callable[..., Any])


def public(served: T) -> T:
    """Say that a route needs no caller: without this or a guard, an app that is protected does not start.

    Above an endpoint's function or class as `@public`; round an ASGI app where it is mounted,
    `app.mount("/static", public(StaticFiles(...)))`, which is then public with all that is in it.

    :returns: the same object. It alone is marked: what is derived from it or wrapped round it is not.
    """
    unbound = getattr(served, "__func__", served)
    setattr(unbound, _MARK, unbound)
    return served


def is_public(served: object) -> bool:
    """Whether this very object carries the mark."""
    unbound = getattr(served, "__func__", served)
    # Subclasses inherit attributes and functools.wraps copies them: their mark is another object's.
    return unbound is not None and getattr(unbound, _MARK, None) is unbound
