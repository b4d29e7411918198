"""How connections are made: SQLite in a file, or PostgreSQL."""

from typing import Any

from jwt_auth_bridge.postgres.asyncpg import IdentityConnection
from sqlalchemy import URL, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

WAIT = 5
"""Seconds to wait for each of: a lock of SQLite's, a free connection, a new connection."""
STATEMENT_TIMEOUT = 10
"""Seconds that one statement may take on PostgreSQL."""


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
        connect_args={
            "timeout": wait,
            "command_timeout": statement_timeout,
            # Tells the caller along with BEGIN.
            "connection_class": IdentityConnection,
        },
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # Readers and the writer do not wait for each other; kept in the file.
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()
