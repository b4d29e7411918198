"""The connection to the database: SQLite in a file, or PostgreSQL."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event, select
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from todo_api.models import Task
from todo_api.problems import DatabaseUnavailable

WAIT = 5
"""Seconds for each of: a lock of SQLite's, a free connection, a new connection."""
STATEMENT_TIMEOUT = 10
"""Seconds that one statement may take on PostgreSQL."""


def create_engine(url: URL, statement_timeout: float | None = STATEMENT_TIMEOUT) -> AsyncEngine:
    """An engine for this URL. Connects to nothing yet; its errors hold no values of rows.

    statement_timeout: seconds, on PostgreSQL; None for work that may take long, such as migrations.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_async_engine(url, hide_parameters=True, connect_args={"timeout": WAIT})
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return engine
    return create_async_engine(
        url,
        hide_parameters=True,
        # A connection that the server has dropped meanwhile is replaced, not handed to a request.
        pool_pre_ping=True,
        pool_timeout=WAIT,
        connect_args={"timeout": WAIT, "command_timeout": statement_timeout},
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # Readers and the writer do not wait for each other; kept in the file.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {WAIT * 1000}")
    cursor.close()


class Database:
    """Hands out sessions. Whatever says that the database is not there becomes `DatabaseUnavailable`."""

    def __init__(self, url: URL) -> None:
        self.engine = create_engine(url)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def session(self) -> AsyncGenerator[AsyncSession]:
        """A session that connects at its first statement and is closed at the end.

        Raises DatabaseUnavailable for no connection, a lost one, a lock held too long and a time-out.
        """
        try:
            async with self._sessions() as session:
                yield session
        # OSError: refused or unreachable, which the drivers do not wrap. It includes TimeoutError.
        except (OSError, OperationalError, InterfaceError, PoolTimeout) as error:
            raise DatabaseUnavailable from error
        except DBAPIError as error:
            if error.connection_invalidated:
                raise DatabaseUnavailable from error
            raise

    async def check(self) -> None:
        """Raise DatabaseUnavailable unless the database answers and has this service's table."""
        async with self.session() as session:
            try:
                await session.execute(select(Task.id).limit(1))
            except SQLAlchemyError as error:
                raise DatabaseUnavailable from error

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
