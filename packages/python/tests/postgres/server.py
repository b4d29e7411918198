"""Databases of their own on the tests' server, with a role that owns the tables and one that serves."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, Connection, MetaData, NullPool, create_engine, make_url, text

import jwt_auth_bridge.postgres.alembic as _operations
from jwt_auth_bridge.postgres.owned import owned_tables

MEND = (
    "{} is not set. `npm test -- python` starts what the tests need and sets it. "
    "TEST_DATABASE_URL is a superuser's URL of any PostgreSQL 15 or later, such as "
    "postgresql://postgres@127.0.0.1:5432/postgres; TEST_PGBOUNCER_URL is the same through PgBouncer in "
    "transaction mode"
)


def server_url(variable: str = "TEST_DATABASE_URL") -> URL:
    """A superuser's URL, or a failed test."""
    if not os.environ.get(variable):
        pytest.fail(MEND.format(variable), pytrace=False)
    return make_url(os.environ[variable])


@dataclass(frozen=True)
class Database:
    """A database, and who may connect to it."""

    admin: URL
    """A superuser."""
    owner: URL
    """Who migrates."""
    serving: URL
    """Who serves requests."""

    @contextmanager
    def connect(self, role: str, driver: str = "psycopg") -> Iterator[Connection]:
        """A connection of `admin`, `owner` or `serving`."""
        url: URL = getattr(self, role)
        engine = create_engine(url.set(drivername=f"postgresql+{driver}"), poolclass=NullPool)
        with engine.connect() as connection:
            yield connection

    def run(self, role: str, *statements: str) -> None:
        """Execute and commit these as `admin`, `owner` or `serving`."""
        with self.connect(role) as connection:
            for statement in statements:
                connection.execute(text(statement))
            connection.commit()


def role_of(url: URL) -> str:
    """The role's name."""
    assert url.username is not None
    return url.username


@contextmanager
def new_database() -> Generator[Database]:
    """An empty database and its two roles, dropped afterwards."""
    server = server_url().set(drivername="postgresql+psycopg")
    tag = uuid4().hex[:12]
    name, password = f"bridge_test_{tag}", uuid4().hex
    roles = {"owner": f"bridge_owner_{tag}", "serving": f"bridge_serving_{tag}"}
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for role in roles.values():
            connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD '{password}'")
        connection.exec_driver_sql(f"CREATE DATABASE {name} OWNER {roles['owner']}")
    admin = server.set(database=name)
    urls = {kind: admin.set(username=role, password=password) for kind, role in roles.items()}
    try:
        yield Database(admin, **urls)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
            for role in roles.values():
                connection.exec_driver_sql(f"DROP ROLE {role}")


def migrate(database: Database, metadata: MetaData) -> None:
    """Create the tables as their owner, protect those that are owned, and let the other role serve them."""
    with database.connect("owner") as connection:
        metadata.create_all(connection)
        operations = Operations(MigrationContext.configure(connection))
        for table, owner in owned_tables(metadata):
            operations.invoke(_operations.EnableRowLevelSecurity(table.name, owner=owner))
        serving = role_of(database.serving)
        for granted in ("SELECT, INSERT, UPDATE, DELETE ON ALL TABLES", "USAGE ON ALL SEQUENCES"):
            connection.execute(text(f"GRANT {granted} IN SCHEMA public TO {serving}"))
        connection.commit()
