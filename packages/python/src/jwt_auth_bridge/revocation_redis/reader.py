"""Reading the stream: all that it holds, then what comes."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Iterable
from typing import Any, NamedTuple

from ..revocation.entry import parse_entry
from ..revocation.transport import ConnectionLost, RevocationSink
from ..strict_json import parse_object

_COUNT = 1000


class Message(NamedTuple):
    """What the stream holds at one place."""

    identifier: bytes
    fields: dict[bytes, bytes]


_START = Message(b"0-0", {})
"""Before the first."""


class StreamReader:
    """Adds what a stream says.

    :param client: of `redis.asyncio`, which types its answers differently from version to version.
    :param block: seconds that a read waits for something new.
    :param timeout: seconds that Redis may take to answer, beyond these.
    """

    def __init__(self, client: Any, key: str, block: float, timeout: float) -> None:
        self._client = client
        self._key = key
        self._block = block
        self._timeout = timeout

    async def read(self, sink: RevocationSink) -> AsyncGenerator[float]:
        """Goes on for ever, and yields whenever all has been added that was there at a moment.

        That is the moment at which it asked, by `time.monotonic()`: how long an answer was on its way, or lay
        about here, nobody knows.

        :raises ConnectionLost: for a message that is no entry: nobody knows what it ends.
        :raises TimeoutError: when Redis does not answer.
        """
        while True:
            asked, last = await self._read_all(sink)
            yield asked
            asked = time.monotonic()
            while (messages := await self._read_on(last)) is not None:
                last = _add(messages, sink, last)
                if not messages:
                    # Redis waited for so long, and there was nothing.
                    asked += self._block
                if len(messages) < _COUNT:
                    yield min(asked, time.monotonic())
                asked = time.monotonic()

    async def has_issuer(self) -> bool:
        """Whether an auth server writes to this Redis: another one's stream looks like an empty one."""
        return bool(await self._ask(self._client.exists(f"{self._key}:issuer")))

    async def _read_all(self, sink: RevocationSink) -> tuple[float, Message]:
        last = _START
        while True:
            asked = time.monotonic()
            messages = await self._range(f"({last.identifier.decode()}")
            last = _add(messages, sink, last)
            if len(messages) < _COUNT:
                return asked, last

    async def _read_on(self, last: Message) -> list[Message] | None:
        """What came after `last`; None when `last` is not there any more."""
        block = int(self._block * 1000)
        reading = self._client.xread({self._key: last.identifier}, count=_COUNT, block=block)
        found = await self._ask(reading)
        # Afterwards: begun anew, the stream may give the same ids again, or smaller ones: a clock makes them.
        # Only the last message, still in its place, says that none was jumped over.
        if last is not _START and await self._range(last.identifier, last.identifier) != [last]:
            return None
        return [Message(*message) for _, some in found for message in some]

    async def _range(self, start: str | bytes, end: str | bytes = "+") -> list[Message]:
        found = await self._ask(self._client.xrange(self._key, min=start, max=end, count=_COUNT))
        return [Message(*message) for message in found]

    async def _ask(self, answer: Awaitable[Any]) -> Any:
        # Not by the client's socket_timeout: with it, before Python 3.12, asyncio.wait_for() may swallow a
        # cancellation, and whoever listens goes on.
        async with asyncio.timeout(self._block + self._timeout):
            return await answer


def _add(messages: Iterable[Message], sink: RevocationSink, last: Message) -> Message:
    for message in messages:
        try:
            if message.fields.keys() != {b"entry"}:
                raise ValueError("not one field")
            sink.add(parse_entry(parse_object(message.fields[b"entry"])))
        except ValueError:
            raise ConnectionLost("an element of the stream in Redis is not an entry") from None
        last = message
    return last
