"""Which errors mean that the database is not there now: they become `DatabaseUnavailable`."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from todo_api.problems import DatabaseUnavailable

OUTAGES = ("08", "28", "3D", "40", "53", "55P03", "57", "58")
"""Beginnings of SQLSTATEs that mean "not now": connection, log-in, no such database, deadlock, resources,
lock, shutdown or time-out, system (PostgreSQL, appendix A)."""

log = logging.getLogger("todo_api")


@contextmanager
def outages() -> Generator[None]:
    """Raise DatabaseUnavailable for no connection, a lost one, a lock held too long and a time-out."""
    try:
        yield
    # OSError: refused or unreachable, which the drivers do not wrap. It includes TimeoutError.
    except (OSError, PoolTimeout) as error:
        raise unavailable(type(error).__name__) from error
    except DBAPIError as error:
        if not _is_outage(error):
            raise
        raise unavailable(kind(error)) from error


def unavailable(reason: str) -> DatabaseUnavailable:
    """Log why, and make the error to raise."""
    log.error("database unavailable: %s", reason)
    return DatabaseUnavailable()


def kind(error: DBAPIError) -> str:
    """What may be logged: a message may hold values of a row, or the database's address."""
    return f"{type(error).__name__} {sqlstate(error)}"


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's word for what is wrong, or nothing."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def _is_outage(error: DBAPIError) -> bool:
    # OperationalError is SQLite's word for a lock, a full disk, a file that is not there.
    lost = isinstance(error, OperationalError) or error.connection_invalidated
    return lost or sqlstate(error).startswith(OUTAGES)
