"""Migrations make the tables that the code expects, on both databases, and leave other tables alone."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import URL, inspect
from sqlalchemy.ext.asyncio import create_async_engine

from tests.databases import API, Place, alembic_config, new_postgres_place, sqlite_place

UPGRADE = [sys.executable, "-m", "alembic", "-c", str(API / "alembic.ini"), "upgrade", "head"]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty database."""
    if request.param == "sqlite":
        yield sqlite_place(tmp_path)
        return
    with new_postgres_place() as place:
        yield place


async def tables(url: URL) -> set[str]:
    """The names of all tables."""
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await engine.dispose()
    return names


async def make_table(url: URL, name: str) -> None:
    """A table of somebody else's."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.exec_driver_sql(f'CREATE TABLE "{name}" (id integer)')
    await engine.dispose()


def test_models_and_migrations_agree(place: Place) -> None:
    """`alembic check` finds nothing to do. It raises otherwise."""
    command.check(alembic_config(place))


async def test_other_tables_are_left_alone(fresh: Place) -> None:
    """The web app's live beside ours: they are no difference, and survive up and down.

    In a thread, because Alembic's environment runs a loop of its own.
    """
    url = fresh.admin
    await make_table(url, "user")
    config = alembic_config(fresh)
    await asyncio.to_thread(command.upgrade, config, "head")
    await asyncio.to_thread(command.check, config)
    assert await tables(url) == {"user", "tasks", "alembic_version"}
    await asyncio.to_thread(command.downgrade, config, "base")
    assert await tables(url) == {"user", "alembic_version"}


async def test_several_migrations_at_once_are_as_good_as_one(fresh: Place) -> None:
    """Each instance of a service may run them when it starts."""
    running = [subprocess.Popen(UPGRADE, env=fresh.env, stderr=subprocess.PIPE) for _ in range(4)]  # noqa: S603, ASYNC220
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert ended == [(b"", 0)] * 4
    assert await tables(fresh.admin) == {"tasks", "alembic_version"}
