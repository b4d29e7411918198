"""One connection's reading of the stream: all that it holds, then what comes."""

from collections.abc import AsyncGenerator, Iterable
from typing import Any, NamedTuple

from ..revocation.entry import parse_entry
from ..revocation.revocations import Revocations
from ..strict_json import parse_object

_COUNT = 1000


class Message(NamedTuple):
    """What the stream holds at one place."""

    identifier: bytes
    fields: dict[bytes, bytes]


_START = Message(b"0-0", {})
"""Before the first."""


class MessageError(Exception):
    """A message is not as it should be. The text says nothing of what it holds."""


class StreamReader:
    """Adds what a stream says.

    :param client: of `redis.asyncio`, which types its answers differently from version to version.
    :param block: seconds that a read waits for something new.
    """

    def __init__(self, client: Any, key: str, block: float) -> None:
        self._client = client
        self._key = key
        self._block = int(block * 1000)

    async def read(self, revocations: Revocations) -> AsyncGenerator[None]:
        """Goes on for ever, and yields whenever all that there is has been added."""
        while True:
            last = await self._read_all(revocations)
            yield
            while (messages := await self._read_on(last)) is not None:
                last = _add(messages, revocations, last)
                if len(messages) < _COUNT:
                    yield

    async def has_issuer(self) -> bool:
        """Whether an auth server writes to this Redis: another one's stream looks like an empty one."""
        return bool(await self._client.exists(f"{self._key}:issuer"))

    async def _read_all(self, revocations: Revocations) -> Message:
        last = _START
        while True:
            messages = await self._range(f"({last.identifier.decode()}")
            last = _add(messages, revocations, last)
            if len(messages) < _COUNT:
                return last

    async def _read_on(self, last: Message) -> list[Message] | None:
        """What came after `last`; None when `last` is not there any more."""
        found = await self._client.xread({self._key: last.identifier}, count=_COUNT, block=self._block)
        # Afterwards: begun anew, the stream may give the same ids again, or smaller ones: a clock makes them.
        # Only the last message, still in its place, says that none was jumped over.
        if last is not _START and await self._range(last.identifier, last.identifier) != [last]:
            return None
        return [Message(*message) for _, some in found for message in some]

    async def _range(self, start: str | bytes, end: str | bytes = "+") -> list[Message]:
        found = await self._client.xrange(self._key, min=start, max=end, count=_COUNT)
        return [Message(*message) for message in found]


def _add(messages: Iterable[Message], revocations: Revocations, last: Message) -> Message:
    for message in messages:
        try:
            if message.fields.keys() != {b"entry"}:
                raise ValueError("not one field")
            revocations.add(parse_entry(parse_object(message.fields[b"entry"])))
        except ValueError:
            raise MessageError("the stream holds a message that is no entry") from None
        last = message
    return last
