"""No way to add a route goes unnoticed."""

from collections.abc import Callable
from operator import setitem

import pytest
from starlette.routing import Route, Router

from jwt_auth_bridge.fastapi.watch import WatchedRoutes, watch

from .site import view


class Witness:
    """Counts what it is told."""

    told = 0

    def routes_changed(self) -> None:
        self.told += 1


OLD, NEW = Route("/old", view), Route("/new", view)
ADD: dict[str, Callable[[WatchedRoutes], object]] = {
    "append": lambda routes: routes.append(NEW),
    "insert": lambda routes: routes.insert(0, NEW),
    "extend": lambda routes: routes.extend([NEW]),
    "+=": lambda routes: routes.__iadd__([NEW]),
    "[0] =": lambda routes: setitem(routes, 0, NEW),
    "[:] =": lambda routes: setitem(routes, slice(None), [NEW]),
}


@pytest.mark.parametrize("add", ADD.values(), ids=ADD)
def test_tells(add: Callable[[WatchedRoutes], object]) -> None:
    router, witness = Router([OLD]), Witness()
    routes = watch(router, witness)
    assert router.routes is routes
    add(routes)
    assert NEW in router.routes
    assert witness.told == 1


def test_tells_every_app_that_includes_the_router() -> None:
    router, first, second = Router([OLD]), Witness(), Witness()
    assert watch(router, first) is watch(router, second)
    watch(router, first)
    router.routes.append(NEW)
    assert (first.told, second.told) == (1, 1)


def test_keeps_no_app_alive() -> None:
    routes = watch(Router([OLD]), Witness())
    assert len(routes.watchers) == 0


def test_taking_a_route_away_is_no_news() -> None:
    router, witness = Router([OLD]), Witness()
    watch(router, witness).remove(OLD)
    assert router.routes == []
    assert witness.told == 0
