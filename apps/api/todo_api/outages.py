"""Which errors mean an absent database: they become `DatabaseUnavailable`, and a line in the log."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from todo_api.database_url import ROLES
from todo_api.problems import DatabaseUnavailable

OUTAGES = ("08", "28", "3D", "40", "53", "55P03", "57", "58")
"""Beginnings of SQLSTATEs that mean "not now": connection, log-in, no such database, deadlock, resources,
lock, shutdown or time-out, system (PostgreSQL, appendix A)."""

WORDS = {
    "3D": f"DATABASE_URL names no database of this server. {ROLES}",
    "28": f"DATABASE_URL names no role that this server lets in, or not with its password. {ROLES}",
    "42501": f"the role of DATABASE_URL lacks a right. {ROLES}, then run the migrations",
}
"""What is wrong and its mend, by the beginning of the SQLSTATE. The others pass by themselves."""

REPEAT = 60
"""Seconds until the same reason is logged again."""

log = logging.getLogger("todo_api")


class Outages:
    """Those of one database. A reason is logged when it is new, and then once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._logged: dict[str, float] = {}

    @contextmanager
    def caught(self) -> Generator[None]:
        """Raise DatabaseUnavailable for no connection, a lost one, a lock held too long and a time-out."""
        try:
            yield
        # OSError: refused or unreachable, which the drivers do not wrap. It includes TimeoutError.
        except (OSError, PoolTimeout) as error:
            raise self.unavailable(type(error).__name__) from error
        except DBAPIError as error:
            if not _is_outage(error):
                raise
            raise self.unavailable(kind(error)) from error

    def unavailable(self, reason: str) -> DatabaseUnavailable:
        """Log why, unless that was said just now, and make the error to raise."""
        now = self._clock()
        last = self._logged.get(reason)
        if last is None or now - last >= REPEAT:
            self._logged[reason] = now
            log.error("database unavailable: %s", reason)
        return DatabaseUnavailable()

    def over(self) -> None:
        """The database is as it should be: whatever comes next is new."""
        self._logged.clear()


def kind(error: DBAPIError) -> str:
    """What may be logged, and the mend: a message may hold values of a row, or the database's address."""
    state = sqlstate(error)
    words = next((f": {words}" for beginning, words in WORDS.items() if state.startswith(beginning)), "")
    return f"{type(error).__name__} {state}{words}"


def sqlstate(error: DBAPIError) -> str:
    """PostgreSQL's word for what is wrong, or nothing."""
    return str(getattr(error.orig, "sqlstate", None) or "")


def _is_outage(error: DBAPIError) -> bool:
    # OperationalError is SQLite's word for a lock, a full disk, a file that is not there.
    lost = isinstance(error, OperationalError) or error.connection_invalidated
    return lost or sqlstate(error).startswith(OUTAGES)
