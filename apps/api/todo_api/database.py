"""The connection to the database: SQLite in a file, or PostgreSQL."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import URL, event, select
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from todo_api.models import Task
from todo_api.problems import DatabaseUnavailable

WAIT = 5
"""Seconds to wait for each of: a lock of SQLite's, a free connection, a new connection."""
STATEMENT_TIMEOUT = 10
"""Seconds that one statement may take on PostgreSQL."""

OUTAGES = ("08", "28", "3D", "40", "53", "55P03", "57", "58")
"""Beginnings of SQLSTATEs that mean "not now": connection, log-in, no such database, deadlock, resources,
lock, shutdown or time-out, system (PostgreSQL, appendix A)."""

log = logging.getLogger("todo_api")


def create_engine(
    url: URL, *, wait: float = WAIT, statement_timeout: float | None = STATEMENT_TIMEOUT
) -> AsyncEngine:
    """An engine for this URL. Connects to nothing yet; its errors hold no values of rows.

    wait: seconds, for a connection or a lock. statement_timeout: seconds, on PostgreSQL; None for work that
    may take long, such as migrations.
    """
    if url.get_backend_name() == "sqlite":
        # `timeout` is SQLite's busy_timeout, in seconds.
        options = {"timeout": wait}
        engine = create_async_engine(url, hide_parameters=True, pool_timeout=wait, connect_args=options)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        return engine
    return create_async_engine(
        url,
        hide_parameters=True,
        # A connection that the server has dropped meanwhile is replaced, not handed to a request.
        pool_pre_ping=True,
        pool_timeout=wait,
        connect_args={"timeout": wait, "command_timeout": statement_timeout},
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # Readers and the writer do not wait for each other; kept in the file.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _state(error: BaseException) -> str:
    """PostgreSQL's SQLSTATE, or nothing."""
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _is_outage(error: DBAPIError) -> bool:
    # OperationalError is SQLite's word for a lock, a full disk, a file that is not there.
    lost = isinstance(error, OperationalError) or error.connection_invalidated
    return lost or _state(error).startswith(OUTAGES)


def _unavailable(error: Exception) -> DatabaseUnavailable:
    # The kind alone: a message may hold values of a row, or the database's address.
    log.error("database unavailable: %s %s", type(error).__name__, _state(error))
    return DatabaseUnavailable()


class Database:
    """Hands out sessions. Whatever says that the database is not there becomes `DatabaseUnavailable`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
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
        except (OSError, PoolTimeout) as error:
            raise _unavailable(error) from error
        except DBAPIError as error:
            if not _is_outage(error):
                raise
            raise _unavailable(error) from error

    async def check(self) -> None:
        """Raise DatabaseUnavailable unless the database answers and has this service's table."""
        async with self.session() as session:
            try:
                await session.execute(select(Task.id).limit(1))
            except ProgrammingError as error:  # PostgreSQL's word for a table that is missing
                raise _unavailable(error) from error

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
