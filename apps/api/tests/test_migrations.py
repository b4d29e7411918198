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

from tests.conftest import API, alembic_config, new_postgres_database
from todo_api.settings import database_url

UPGRADE = [sys.executable, "-m", "alembic", "-c", str(API / "alembic.ini"), "upgrade", "head"]


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[URL, dict[str, str]]]:
    """An empty database and the environment that names it."""
    if request.param == "sqlite":
        env = {"DATA_DIR": str(tmp_path)}
        yield database_url(env), env
        return
    with new_postgres_database() as url:
        text = url.set(drivername="postgresql").render_as_string(hide_password=False)
        yield url, {"DATABASE_URL": text}


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


def test_models_and_migrations_agree(migrated: URL) -> None:
    """`alembic check` finds nothing to do. It raises otherwise."""
    command.check(alembic_config(migrated))


async def test_other_tables_are_left_alone(fresh: tuple[URL, dict[str, str]]) -> None:
    """The web app's live beside ours: they are no difference, and survive up and down.

    In a thread, because Alembic's environment runs a loop of its own.
    """
    url, _ = fresh
    await make_table(url, "user")
    config = alembic_config(url)
    await asyncio.to_thread(command.upgrade, config, "head")
    await asyncio.to_thread(command.check, config)
    assert await tables(url) == {"user", "tasks", "alembic_version"}
    await asyncio.to_thread(command.downgrade, config, "base")
    assert await tables(url) == {"user", "alembic_version"}


async def test_several_migrations_at_once_are_as_good_as_one(fresh: tuple[URL, dict[str, str]]) -> None:
    """Each instance of a service may run them when it starts."""
    url, env = fresh
    running = [subprocess.Popen(UPGRADE, env=env, stderr=subprocess.PIPE) for _ in range(4)]  # noqa: S603, ASYNC220
    ended = [(process.communicate(timeout=120)[1], process.returncode) for process in running]
    assert ended == [(b"", 0)] * 4
    assert await tables(url) == {"tasks", "alembic_version"}
