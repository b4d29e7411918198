"""Runs migrations: `alembic -c apps/api/alembic.ini upgrade head`. Two at once are as good as one."""

import asyncio
import os

# Its operations, and its part in `alembic check`.
import jwt_auth_bridge.postgres.alembic as _row_level_security  # noqa: F401  # pyright: ignore[reportUnusedImport]
from alembic import context
from jwt_auth_bridge import ConfigurationError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from todo_api.database_url import ROLES, database_url, migration_database_url
from todo_api.engine import create_engine
from todo_api.models import Base
from todo_api.outages import sqlstate

LOCK = 0x746F646F
"""Any number that no other program of this database locks: "todo"."""
RIGHTS = "SELECT, INSERT, UPDATE, DELETE"
NOT_ALLOWED = "42501"
"""SQLSTATE of what needs rights that the role has not."""


def is_own(name: str | None, kind: str, _parents: object) -> bool:
    """Leave other tables alone: in PostgreSQL the web app's live in the same database."""
    return kind != "table" or name in Base.metadata.tables


def grant(connection: Connection, role: str) -> None:
    """Let the role that serves read and write this service's rows, and nothing else.

    Table by table and not by default privileges, which would cover other programs' tables too.
    """
    known = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)")
    if not connection.scalar(known, {"role": role}):
        raise ConfigurationError(f"DATABASE_URL names a user whom this database does not know. {ROLES}")
    preparer = connection.dialect.identifier_preparer
    for table in Base.metadata.sorted_tables:
        name = preparer.format_table(table)
        connection.exec_driver_sql(f"GRANT {RIGHTS} ON {name} TO {preparer.quote(role)}")


def migrate(connection: Connection, serving: str | None) -> None:
    """Run in one transaction, alone: whoever comes second waits, and finds nothing left to do."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    else:
        # Python's driver opens a transaction at the first INSERT only, too late for CREATE TABLE.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=is_own,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        # Not before the last migration: that may be the one which protects the tables.
        at_head = context.get_context().get_current_heads() == (context.get_head_revision(),)
        if serving is not None and at_head:
            grant(connection, serving)
    connection.commit()


async def main() -> None:
    """Connect to the database of the environment, or of the one that a caller handed over."""
    env = context.config.attributes.get("env", os.environ)
    try:
        url, serving = migration_database_url(env), database_url(env).username
    except ConfigurationError as error:
        raise SystemExit(f"todo-api: {error}") from None
    engine = create_engine(url, statement_timeout=None)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate, serving)
    except ConfigurationError as error:
        raise SystemExit(f"todo-api: {error}") from None
    except DBAPIError as error:
        if sqlstate(error) != NOT_ALLOWED:
            raise
        raise SystemExit(
            f"todo-api: the role of MIGRATION_DATABASE_URL is not the tables' owner. {ROLES}"
        ) from None
    finally:
        await engine.dispose()


asyncio.run(main())
