"""A service starts only where its database keeps users apart."""

from collections.abc import Coroutine
from typing import Any, overload

from sqlalchemy import Connection, Engine, MetaData
from sqlalchemy.ext.asyncio import AsyncEngine

from ...errors import ConfigurationError
from .faults import find_faults


@overload
def check_row_level_security(engine: AsyncEngine, metadata: MetaData) -> Coroutine[Any, Any, None]: ...
@overload
def check_row_level_security(engine: Engine, metadata: MetaData) -> None: ...
def check_row_level_security(
    engine: Engine | AsyncEngine, metadata: MetaData
) -> Coroutine[Any, Any, None] | None:
    """Refuse to serve with a role, or from tables, that the policies do not hold for.

    It looks at the role of the engine's connections and at what they begin with, at each owned table of the
    metadata and what belongs to it, and at the views, rules, triggers, functions and foreign keys that lead
    there. It changes nothing. With an AsyncEngine it is to be awaited.

    A function that runs with the rights of a role past the policies, without naming an owned table, cannot be
    judged from outside: the logger `jwt_auth_bridge` warns of each.

    What the database's driver raises passes through: nothing is known then. Ask again later.

    :raises ConfigurationError: all faults at once, each with its mend in a line of its own.
    """
    if isinstance(engine, AsyncEngine):
        return _check_async(engine, metadata)
    with engine.connect() as connection:
        _check(connection, metadata)
    return None


async def _check_async(engine: AsyncEngine, metadata: MetaData) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(_check, metadata)


def _check(connection: Connection, metadata: MetaData) -> None:
    faults = find_faults(connection, metadata)
    if faults:
        raise ConfigurationError(
            "\n- ".join(["the database does not keep users apart:", *faults]), code="row_level_security"
        )
