"""What happens before the first request is served: the database is looked at, as often as it takes."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.exc import DBAPIError

from todo_api.database import Database
from todo_api.outages import kind
from todo_api.problems import DatabaseUnavailable

PAUSE = 1
"""Seconds between two looks at a database that is not there."""


@asynccontextmanager
async def admitting(database: Database) -> AsyncGenerator[None]:
    """Look once, then go on in the background until the database is there.

    Until then its sessions are refused. Raises ConfigurationError at once for one that does not keep users
    apart, in an ExceptionGroup when that shows later.
    """
    asking = None
    async with asyncio.TaskGroup() as background:
        if not await _admitted(database):
            asking = background.create_task(_ask(database))
        yield
        if asking is not None:
            asking.cancel()


async def _ask(database: Database) -> None:
    while True:
        await asyncio.sleep(PAUSE)
        if await _admitted(database):
            return


async def _admitted(database: Database) -> bool:
    try:
        await database.admit()
    except DatabaseUnavailable:
        return False
    except DBAPIError as error:
        # Whatever it is: users are not known to be kept apart.
        database.outages.unavailable(kind(error))
        return False
    return True
