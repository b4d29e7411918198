"""Transports that do what a test says."""

import asyncio
from collections.abc import Awaitable, Callable

from jwt_auth_bridge import RevocationSink
from jwt_auth_bridge.revocation.transport import ConnectionLost

Act = Callable[[RevocationSink], Awaitable[None]]


class Scripted:
    """Does the first of what it was given, the next when it is started again, and the last from then on."""

    def __init__(self, *acts: Act) -> None:
        self._acts = acts
        self.starts = 0
        self.is_running = False

    async def run(self, sink: RevocationSink) -> None:
        act = self._acts[min(self.starts, len(self._acts) - 1)]
        self.starts += 1
        self.is_running = True
        try:
            await act(sink)
        finally:
            self.is_running = False


async def hears(sink: RevocationSink) -> None:
    """All is known from the beginning."""
    while True:
        sink.heard()
        await asyncio.sleep(0.01)


async def hears_nothing(_: RevocationSink) -> None:
    await asyncio.Event().wait()


async def is_refused(_: RevocationSink) -> None:
    """By a server that wants to be left alone for a while."""
    raise ConnectionLost("refused", retry_after=3)


async def ends(_: RevocationSink) -> None:
    return


async def fails(_: RevocationSink) -> None:
    raise LookupError("secret")


async def cancels_itself(_: RevocationSink) -> None:
    raise asyncio.CancelledError
