"""Waiting for what happens on its own time."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from jwt_auth_bridge import Revocations, RevocationTransport


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until this is so, or fail."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - conditions of all sorts, of which nobody tells
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(transport: RevocationTransport, revocations: Revocations) -> AsyncGenerator[None]:
    """The transport runs meanwhile, and ends at once when it is cancelled."""
    task = asyncio.create_task(transport.run(revocations))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        async with asyncio.timeout(2):
            await asyncio.wait([task])
    assert task.cancelled()
