"""Waiting for what happens on its own time."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from jwt_auth_bridge import Revocations, RevocationTransport
from jwt_auth_bridge.revocation.listening import TASK, listening


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Wait until this is so, or fail."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - conditions of all sorts, of which nobody tells
            await asyncio.sleep(0.005)


@asynccontextmanager
async def running(transport: RevocationTransport, revocations: Revocations) -> AsyncGenerator[None]:
    """The transport runs meanwhile, and ends at once when it is told to."""
    revocations.transport = transport
    async with listening(revocations):
        yield
        told = time.monotonic()
    assert time.monotonic() - told < 3
    assert TASK not in {task.get_name() for task in asyncio.all_tasks()}
