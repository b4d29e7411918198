"""One connection's reading of the stream: all that it holds, then what comes."""

from collections.abc import AsyncGenerator, Iterable
from typing import Any

from redis.exceptions import ResponseError

from ..revocation_entry import parse_entry
from ..revocations import Revocations
from ..strict_json import parse_object

_COUNT = 1000
_START = (0, 0)

Id = tuple[int, int]
"""Of a message: milliseconds and a number."""


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
            while await self._goes_on_from(last):
                found = await self._client.xread({self._key: _text(last)}, count=_COUNT, block=self._block)
                messages = [message for _, some in found for message in some]
                last = _add(messages, revocations, last)
                if len(messages) < _COUNT:
                    yield

    async def _read_all(self, revocations: Revocations) -> Id:
        last = _START
        while True:
            messages = await self._client.xrange(self._key, min=f"({_text(last)}", count=_COUNT)
            last = _add(messages, revocations, last)
            if len(messages) < _COUNT:
                return last

    async def _goes_on_from(self, last: Id) -> bool:
        """Whether new messages get later ids than `last`: not when the stream was deleted and began anew."""
        try:
            about = await self._client.xinfo_stream(self._key)
        except ResponseError as error:
            if "no such key" not in str(error):
                raise
            return last == _START
        return _parse_id(about["last-generated-id"]) >= last


def _add(messages: Iterable[tuple[bytes, Any]], revocations: Revocations, last: Id) -> Id:
    for identifier, fields in messages:
        try:
            if fields.keys() != {b"entry"}:
                raise ValueError("not one field")
            revocations.add(parse_entry(parse_object(fields[b"entry"])))
        except ValueError:
            raise MessageError("the stream holds a message that is no entry") from None
        last = _parse_id(identifier)
    return last


def _parse_id(identifier: bytes | str) -> Id:
    text = identifier.decode("ascii") if isinstance(identifier, bytes) else identifier
    milliseconds, _, number = text.partition("-")
    return int(milliseconds), int(number)


def _text(identifier: Id) -> str:
    return f"{identifier[0]}-{identifier[1]}"
