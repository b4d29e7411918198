"""The connection to where revocations are published: what the log says of it, and when to try again."""

import random
import time
from collections.abc import Callable
from math import inf

from ..log import logger

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 2.0
_STEADY = 1.0
"""Seconds after which a connection was a good one: the next loss begins with the shortest pause again."""


class RevocationLink:
    """Says once that entries come, and once for each reason that they do not, however often it is tried.

    :param where: what the log calls the other side; no password in it.
    :param chance: gives numbers from 0 to 1: many processes that lost one server do not come back at once.
    :param clock: seconds of a clock that never goes back.
    """

    def __init__(
        self,
        where: str,
        *,
        chance: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._where = where
        self._chance = chance
        self._clock = clock
        self._pause = FIRST_PAUSE
        self._up_since = inf
        self._is_told = False
        self._told: set[str] = set()

    def heard(self) -> None:
        """All that there is has come."""
        if self._up_since == inf:
            self._up_since = self._clock()
        if not self._is_told:
            logger.info("revocations: heard from %s", self._where)
        self._is_told = True
        self._told.clear()

    def lost(self, reason: str) -> float:
        """Nothing comes any more, or still not.

        :returns: seconds to wait before the next try.
        """
        if reason not in self._told:
            logger.warning("revocations: not heard from %s: %s. Trying again", self._where, reason)
            self._told.add(reason)
        self._is_told = False
        return self._next_pause()

    def ended(self, reason: str) -> float:
        """The connection is gone, as happens when a server restarts.

        Worth a line only when the next try does not bring it back.

        :returns: seconds to wait before that.
        """
        return self.lost(reason) if self._up_since == inf else self._next_pause()

    def _next_pause(self) -> float:
        if self._clock() - self._up_since >= _STEADY:
            self._pause = FIRST_PAUSE
        self._up_since = inf
        pause, self._pause = self._pause, min(2 * self._pause, LONGEST_PAUSE)
        return pause * (0.5 + self._chance() / 2)
