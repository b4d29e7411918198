"""Revocations are listened to for as long as an app is served."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from ..log import logger
from .ending import told_to_end
from .keep_listening import keep_listening
from .revocations import Revocations

_TELL_EVERY = 5.0
_PATIENCE = 5.0
"""Seconds that the start waits where tokens are accepted without knowing of revocations."""
_LOOK_EVERY = 0.05
_END_TIME = 5.0
"""Seconds after which a transport that does not end keeps the app from ending no more."""
_WAITING = (
    "revocations: waiting for the first ones since %.0f seconds to start. Is the auth server running, "
    "and Redis where REDIS_URL is set?"
)
TASK = "jwt-auth-bridge revocations"


@asynccontextmanager
async def listening(revocations: Revocations) -> AsyncGenerator[None]:
    """Keep the transport running for the length of the block. Without one, nothing is done."""
    if revocations.transport is None:
        yield
        return
    task = asyncio.create_task(keep_listening(revocations.transport, revocations), name=TASK)
    try:
        yield
    finally:
        await _end(task)


async def first_news(revocations: Revocations) -> None:
    """Wait until all that was published is known.

    Where tokens are accepted without knowing, not for long; and where the process is told to end, no longer.
    """
    with told_to_end() as is_ending:
        await first_news_unless(is_ending, revocations)


async def first_news_unless(is_ending: Callable[[], bool], revocations: Revocations) -> None:
    """The same, for who has begun before to note whether the process is told to end."""
    if revocations.transport is None:
        return
    started = asyncio.get_running_loop().time()
    tell_at = _TELL_EVERY
    while revocations.is_stale and not is_ending():
        waited = asyncio.get_running_loop().time() - started
        if revocations.when_stale == "accept" and waited >= _PATIENCE:
            logger.warning("revocations: none known yet, starting without them")
            return
        if waited >= tell_at:
            logger.warning(_WAITING, waited)
            tell_at += _TELL_EVERY
        await asyncio.sleep(_LOOK_EVERY)


async def _end(task: asyncio.Task[None]) -> None:
    # Once: told again, whoever is closing a connection would leave it open.
    task.cancel()
    await asyncio.wait([task], timeout=_END_TIME)
