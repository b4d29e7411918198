"""Runs migrations: `alembic -c apps/api/alembic.ini upgrade head`. Two at once are as good as one."""

import asyncio

from alembic import context
from jwt_auth_bridge import ConfigurationError
from sqlalchemy import Connection, text

from todo_api.database import create_engine
from todo_api.models import Base
from todo_api.settings import database_url

LOCK = 0x746F646F
"""Any number that no other program of this database locks: "todo"."""


def is_own(name: str | None, kind: str, _parents: object) -> bool:
    """Leave other tables alone: in PostgreSQL the web app's live in the same database."""
    return kind != "table" or name in Base.metadata.tables


def migrate(connection: Connection) -> None:
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
    connection.commit()


async def main() -> None:
    """Connect to the database of the environment, or to the one that a caller handed over."""
    try:
        url = context.config.attributes.get("url") or database_url()
    except ConfigurationError as error:
        raise SystemExit(f"todo-api: {error}") from None
    engine = create_engine(url, statement_timeout=None)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
    finally:
        await engine.dispose()


asyncio.run(main())
