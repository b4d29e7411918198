"""A relay between a driver and PostgreSQL that counts how often the driver waits for an answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL

LATENCY = 0.01
"""Seconds that an answer takes: whoever does not wait for it has spoken again by then."""


class Relay:
    """For one connection. `turns` counts the times that the client spoke after an answer had reached it."""

    def __init__(self, server: URL) -> None:
        self.server = server
        self.turns = 0
        self.over = asyncio.Event()
        self._client_spoke_last = False

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await asyncio.open_connection(self.server.host, self.server.port)
        await asyncio.gather(
            self._copy(reader, requests, of_client=True), self._copy(answers, writer, of_client=False)
        )
        self.over.set()

    async def _copy(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, of_client: bool
    ) -> None:
        while data := await source.read(65536):
            if of_client:
                self.turns += not self._client_spoke_last
            else:
                await asyncio.sleep(LATENCY)
            self._client_spoke_last = of_client
            target.write(data)
        target.close()
        await target.wait_closed()


@asynccontextmanager
async def relay_to(server: URL) -> AsyncIterator[tuple[Relay, URL]]:
    """The relay, and the server's URL through it."""
    relay = Relay(server)
    listener = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    port: int = listener.sockets[0].getsockname()[1]
    async with listener:
        yield relay, server.set(host="127.0.0.1", port=port)
        await relay.over.wait()
