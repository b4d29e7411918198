"""The mark is on one object, and on nothing that is made from it."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.staticfiles import StaticFiles
from starlette.endpoints import HTTPEndpoint

from jwt_auth_bridge.fastapi import public
from jwt_auth_bridge.fastapi.public import is_public


def endpoint() -> None: ...


class Endpoint(HTTPEndpoint): ...


class Service:
    @public
    def health(self) -> None: ...

    def tasks(self) -> None: ...


@pytest.mark.parametrize(
    "served",
    [endpoint, Endpoint, functools.partial(endpoint), StaticFiles(check_dir=False)],
    ids=["function", "class", "partial", "app"],
)
def test_marks(served: Callable[..., Any]) -> None:
    assert not is_public(served)
    assert public(served) is served
    assert is_public(served)


def test_a_method_is_marked_for_every_instance() -> None:
    assert is_public(Service().health)
    assert not is_public(Service().tasks)


def test_a_method_is_marked_where_it_is_used() -> None:
    class Metrics:
        def show(self) -> None: ...

    metrics = Metrics()
    assert public(metrics.show) == metrics.show
    assert is_public(metrics.show)


def test_subclasses_and_instances_are_not_marked() -> None:
    @public
    class Base(HTTPEndpoint): ...

    class Admin(Base): ...

    assert is_public(Base)
    assert not is_public(Admin)
    assert not is_public(functools.partial(Base))
    assert not is_public(object.__new__(Base))


def test_wrappers_are_not_marked() -> None:
    """functools.wraps copies attributes: a wrapper could be round anything."""

    @public
    def health() -> None: ...

    @functools.wraps(health)
    def wrapper() -> None: ...

    assert wrapper.__dict__.keys() >= health.__dict__.keys()
    assert not is_public(wrapper)


@pytest.mark.parametrize("served", [None, 1, "public", len, object()])
def test_what_cannot_be_marked_is_not(served: object) -> None:
    assert not is_public(served)
