"""A transport is run for as long as somebody listens, whatever becomes of it."""

import asyncio
import random
import time
import traceback
from collections.abc import Awaitable, Callable
from math import inf

from ..errors import ConfigurationError
from ..log import logger
from .entry import Entry
from .transport import ConnectionLost, RevocationSink, RevocationTransport

_SHORTEST = 0.1
_LONGEST = 2.0
"""Seconds between two attempts: at least, and at most."""
_LONGEST_WISH = 10.0
"""At most, when the other side names the seconds: what is known here must not get stale meanwhile."""
_STEADY = 5.0
"""Seconds after the first word that make a connection a good one: it has outlived a heartbeat."""
_REPEAT = 60.0
"""Seconds after which the same trouble is told again."""


async def keep_listening(
    transport: RevocationTransport,
    sink: RevocationSink,
    *,
    clock: Callable[[], float] = time.monotonic,
    chance: Callable[[], float] = random.random,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Run a transport until cancelled, again and again. Nothing else tries again what was lost.

    :param clock: seconds of a clock that never goes back.
    :param chance: gives numbers from 0 to 1: listeners that were cut off together do not come back together.
    :param pause: waits for these seconds.
    """
    listener = _Listener(sink, clock)
    failures = 0
    while True:
        reason, retry_after = await _attempt(transport, listener)
        failures = 1 if listener.lost(reason) else failures + 1
        most = min(_SHORTEST * 2**failures, _LONGEST)
        await pause(min(retry_after, _LONGEST_WISH) + _SHORTEST + chance() * (most - _SHORTEST))


class _Listener:
    """Hands on what is heard, and tells the log of what is not."""

    def __init__(self, sink: RevocationSink, clock: Callable[[], float]) -> None:
        self._sink = sink
        self._clock = clock
        self._up_since = inf
        self._is_missed = False
        self._told: dict[str, float] = {}

    def add(self, entry: Entry) -> None:
        self._sink.add(entry)

    def heard(self, age: float = 0) -> None:
        self._sink.heard(age)
        if self._is_missed:
            logger.info("revocations: heard again")
        self._is_missed = False
        self._up_since = min(self._up_since, self._clock())

    def lost(self, reason: str) -> bool:
        """Whether it was a good connection, whose end is worth a line only when the next try fails."""
        now = self._clock()
        # A word alone proves nothing: a server may end each connection just after it.
        was_good = now - self._up_since >= _STEADY
        self._up_since = inf
        if was_good:
            self._told.clear()
        else:
            self._tell(reason, now)
        return was_good

    def _tell(self, reason: str, now: float) -> None:
        if now - self._told.get(reason, -inf) < _REPEAT:
            return
        self._told[reason] = now
        self._is_missed = True
        logger.warning("revocations: %s. Trying again", reason)


async def _attempt(transport: RevocationTransport, sink: RevocationSink) -> tuple[str, float]:
    """Why it ended, and for how many seconds it wants to be left alone."""
    try:
        await transport.run(sink)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise
        return "the transport was cancelled from within", 0
    except ConnectionLost as error:
        return str(error), error.retry_after
    except ConfigurationError as error:
        return str(error), 0
    except Exception as error:
        # Not the message: nobody knows what is in it.
        return _whereabouts(error), 0
    return "the transport has ended", 0


def _whereabouts(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}, {frame.filename}:{frame.lineno}"
