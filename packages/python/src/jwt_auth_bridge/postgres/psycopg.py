"""psycopg 3: the caller is sent along with BEGIN, in its pipeline mode."""

from functools import partial
from typing import Any

from sqlalchemy import Connection

from .setting import SETTING

_ANNOUNCE = f"SELECT set_config('{SETTING}', %s, true)"


def announce_in_pipeline(connection: Connection, claims: str) -> bool:
    """Begin and set the caller in one round trip. False when that failed, and is to be done in two.

    psycopg sends BEGIN before the first statement, and in its pipeline mode does not wait for the answer.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        if connection.dialect.is_async:
            driver.run_async(partial(_announce_async, claims))
        else:
            with driver.pipeline():
                driver.execute(_ANNOUNCE, (claims,))
    except connection.dialect.loaded_dbapi.Error:
        return False  # the plain way meets the same fault, and tells it in SQLAlchemy's words
    except BaseException:
        connection.invalidate()  # cancelled: who knows what the server has got of it
        raise
    return True


async def _announce_async(claims: str, driver: Any) -> None:
    async with driver.pipeline():
        await driver.execute(_ANNOUNCE, (claims,))
