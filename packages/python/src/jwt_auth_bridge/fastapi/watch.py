"""Routes that tell when one was added, so that nobody has to look for it at every request."""

from collections.abc import Iterable
from typing import Any, Protocol, SupportsIndex
from weakref import WeakSet

_LOW_PRIORITY = "_low_priority_routes"


class Watcher(Protocol):
    """Who wants to know."""

    def routes_changed(self) -> None:
        """Take note that a route was added or replaced. Routes that are taken away are not told."""
        ...


def watch(router: Any, watcher: Watcher) -> "WatchedRoutes":
    """Tell `watcher` what happens to a router's lists from now on. They are replaced by ones that can.

    :returns: the list of its routes.
    """
    # Front ends have a list of their own.
    if hasattr(router, _LOW_PRIORITY):
        _watch(router, _LOW_PRIORITY, watcher)
    # FastAPI keeps what it made of an included router's routes until it is told. Another thread may have
    # added one and not have told yet: the look is at what is there.
    if forget := getattr(router, "_mark_routes_changed", None):
        forget()
    return _watch(router, "routes", watcher)


def _watch(router: Any, attribute: str, watcher: Watcher) -> "WatchedRoutes":
    routes = getattr(router, attribute)
    if not isinstance(routes, WatchedRoutes):
        routes = WatchedRoutes(routes)
        setattr(router, attribute, routes)
    routes.watchers.add(watcher)
    return routes


class WatchedRoutes(list[Any]):
    """A list as any other. Routers that several apps include have several watchers."""

    def __init__(self, routes: Iterable[Any]) -> None:
        super().__init__(routes)
        self.watchers: WeakSet[Watcher] = WeakSet()

    def _tell(self) -> None:
        for watcher in self.watchers:
            watcher.routes_changed()

    def append(self, route: Any) -> None:
        super().append(route)
        self._tell()

    def insert(self, index: SupportsIndex, route: Any) -> None:
        super().insert(index, route)
        self._tell()

    def extend(self, routes: Iterable[Any]) -> None:
        super().extend(routes)
        self._tell()

    def __iadd__(self, routes: Iterable[Any]) -> "WatchedRoutes":  # type: ignore[misc]
        self.extend(routes)
        return self

    def __setitem__(self, index: Any, route: Any) -> None:
        super().__setitem__(index, route)
        self._tell()
