"""Every asynchronous way to PostgreSQL: both drivers, directly and through PgBouncer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from jwt_auth_bridge.postgres.asyncpg import IdentityConnection

from .server import Database, server_url

ASYNC = ("asyncpg", "asyncpg with identity", "psycopg")
BOUNCED = tuple(f"{way} through PgBouncer" for way in ASYNC)


def through_pgbouncer(url: URL) -> URL:
    """The same database and role, at PgBouncer's address."""
    bouncer = server_url("TEST_PGBOUNCER_URL")
    return url.set(host=bouncer.host, port=bouncer.port)


@asynccontextmanager
async def async_engine(database: Database, way: str, **options: Any) -> AsyncIterator[AsyncEngine]:
    """An engine of the role that serves."""
    url, arguments = database.serving, dict[str, Any]()
    driver = way.split()[0]
    if "identity" in way:
        arguments["connection_class"] = IdentityConnection
    if "PgBouncer" in way:
        url = through_pgbouncer(url)
        if driver == "asyncpg":
            # Two clients' statements meet on one connection of the server's: no name may come twice.
            arguments |= {"statement_cache_size": 0, "prepared_statement_cache_size": 0}
            arguments["prepared_statement_name_func"] = lambda: f"s{uuid4().hex}"
        else:
            arguments["prepare_threshold"] = None
    engine = create_async_engine(
        url.set(drivername=f"postgresql+{driver}"), connect_args=arguments, **options
    )
    try:
        yield engine
    finally:
        await engine.dispose()
