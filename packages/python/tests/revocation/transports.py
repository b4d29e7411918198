"""Transports that do what a test says."""

import asyncio
from collections.abc import Awaitable, Callable

from jwt_auth_bridge import Revocations

Act = Callable[[Revocations], Awaitable[None]]


class Scripted:
    """Does the first of what it was given, the next when it is started again, and the last from then on."""

    def __init__(self, *acts: Act) -> None:
        self._acts = acts
        self.starts = 0
        self.is_running = False

    async def run(self, revocations: Revocations) -> None:
        act = self._acts[min(self.starts, len(self._acts) - 1)]
        self.starts += 1
        self.is_running = True
        try:
            await act(revocations)
        finally:
            self.is_running = False


async def hears(revocations: Revocations) -> None:
    """All is known from the beginning."""
    while True:
        revocations.heard()
        await asyncio.sleep(0.01)


async def hears_nothing(_: Revocations) -> None:
    await asyncio.Event().wait()


async def ends(_: Revocations) -> None:
    return


async def fails(_: Revocations) -> None:
    raise LookupError("secret")


async def cancels_itself(_: Revocations) -> None:
    raise asyncio.CancelledError
