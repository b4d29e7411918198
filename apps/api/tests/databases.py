"""Databases of the tests: each new, each with a role that owns the tables and one that serves."""

import asyncio
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest
from alembic.config import Config
from sqlalchemy import URL, make_url

from todo_api.database_url import database_url

API = Path(__file__).resolve().parents[1]
NO_POSTGRES = (
    "TEST_DATABASE_URL is not set. Set it to a superuser's URL of any PostgreSQL 15 or later, such as "
    "postgresql://postgres@127.0.0.1:5432/postgres; `npm test` starts one"
)


@dataclass(frozen=True)
class Place:
    """A database, and who may connect to it. SQLite knows nobody: all are the same file."""

    env: Mapping[str, str]
    """What a migration is told. `DATABASE_URL` in it is the serving role's."""
    admin: URL
    """A superuser."""

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.admin.get_backend_name()

    @property
    def serving(self) -> URL:
        """Who serves."""
        return database_url(self.env)

    @property
    def serving_env(self) -> dict[str, str]:
        """What the process that serves is told."""
        return {name: value for name, value in self.env.items() if name != "MIGRATION_DATABASE_URL"}

    def role(self, variable: str = "DATABASE_URL") -> str:
        """The name of a role."""
        return str(make_url(self.env[variable]).username)

    async def run(self, *statements: str, variable: str | None = None) -> list[Any]:
        """Execute these on PostgreSQL as the superuser, or as the role of a variable. Rows of the last."""
        url = self.admin if variable is None else make_url(self.env[variable])
        rows: list[Any] = []
        connection: Any = await cast(Any, asyncpg).connect(dsn(url))
        try:
            for statement in statements:
                rows = await connection.fetch(statement)
        finally:
            await connection.close()
        return rows

    def run_now(self, *statements: str, variable: str | None = None) -> list[Any]:
        """As `run`, where no loop is running: migrations start their own."""
        return asyncio.run(self.run(*statements, variable=variable))


def dsn(url: URL) -> str:
    """As asyncpg and the environment have it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def sqlite_place(folder: Path) -> Place:
    """A file in this folder."""
    env = {"DATA_DIR": str(folder)}
    return Place(env, database_url(env))


def postgres_place() -> Place:
    """Names of a new database and its roles on the tests' server. Nothing of it is there yet."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        pytest.fail(NO_POSTGRES, pytrace=False)
    tag = uuid4().hex[:12]
    admin = database_url({"DATABASE_URL": server}).set(database=f"todo_test_{tag}")
    roles = {"DATABASE_URL": f"todo_api_{tag}", "MIGRATION_DATABASE_URL": f"todo_owner_{tag}"}
    urls = {name: admin.set(username=role, password=uuid4().hex) for name, role in roles.items()}
    return Place({name: dsn(url) for name, url in urls.items()}, admin)


async def create(place: Place) -> None:
    """Make the database and its roles.

    It sorts text as English does, unlike Python and SQLite: whoever relies on the default order is caught.
    """
    english = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
    urls = {name: make_url(text) for name, text in place.env.items()}
    await server_of(place).run(
        *(f"CREATE ROLE {url.username} LOGIN PASSWORD '{url.password}'" for url in urls.values()),
        f"CREATE DATABASE {place.admin.database} {english}",
    )
    await place.run(f"GRANT CREATE ON SCHEMA public TO {urls['MIGRATION_DATABASE_URL'].username}")


async def drop(place: Place) -> None:
    """Take the database and its roles away."""
    roles = [place.role(name) for name in place.env]
    await server_of(place).run(
        f"DROP DATABASE IF EXISTS {place.admin.database} WITH (FORCE)",
        *(f"DROP ROLE IF EXISTS {role}" for role in roles),
    )


def server_of(place: Place) -> Place:
    """Its server, by the database that is always there."""
    return Place(place.env, database_url({"DATABASE_URL": os.environ["TEST_DATABASE_URL"]}))


@contextmanager
def new_postgres_place() -> Generator[Place]:
    """An empty database on the tests' server, dropped afterwards."""
    place = postgres_place()
    try:
        asyncio.run(create(place))
        yield place
    finally:
        asyncio.run(drop(place))


def alembic_config(place: Place) -> Config:
    """Alembic's settings, for this database."""
    config = Config(API / "alembic.ini")
    config.attributes["env"] = place.env
    return config
