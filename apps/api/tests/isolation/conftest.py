"""The app on PostgreSQL with one wall alone between users, for whatever test takes `app`."""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import cast

import pytest
from alembic import command
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import AuthBridge

from tests.databases import Place, alembic_config, new_postgres_place
from tests.isolation.walls import Wall, app_without, policies_without

WITHOUT = "TEST_WITHOUT"
"""Names walls, for a run that must fail."""


def chosen(*usual: tuple[Wall, ...]) -> Sequence[tuple[Wall, ...]]:
    """Which walls are taken out: these in turn, unless the run names others."""
    named = os.environ.get(WITHOUT)
    return usual if named is None else [cast("tuple[Wall, ...]", tuple(named.split()))]


def says(walls: Sequence[Wall]) -> str:
    """For the names of tests."""
    return f"without {' and '.join(walls)}"


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """A database with this service's table, made by its owner."""
    with new_postgres_place() as place:
        command.upgrade(alembic_config(place), "head")
        yield place


@pytest.fixture(params=chosen(("session",), ("database",)), ids=says)
def without(request: pytest.FixtureRequest) -> tuple[Wall, ...]:
    """The walls that are not there."""
    walls: tuple[Wall, ...] = request.param
    return walls


@pytest.fixture
async def app(without: tuple[Wall, ...], place: Place, auth: AuthBridge) -> AsyncIterator[FastAPI]:
    """The real app on a real database, started, and then without these walls."""
    with app_without(without, place, auth) as app:
        async with app.router.lifespan_context(app), policies_without(without, place):
            yield app
