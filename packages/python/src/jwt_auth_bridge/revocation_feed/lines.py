"""The feed's lines: an entry each, or a mark that says how far all has been sent (profile, section 8)."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass

from ..revocation.entry import Entry, parse_entry
from ..strict_json import parse_object

MAX_LINE = 8 * 1024
"""Bytes. The longest entry is less than half of it."""
MAX_BATCH = 64 * 1024 * 1024
"""Bytes from one mark to the next: more than half a million entries."""
_MAX_CURSOR = 1024


class FeedError(Exception):
    """The feed is not as it should be. The message says how, without anything of what was sent.

    :param retry_after: seconds that the server wants to be left alone.
    """

    def __init__(self, message: str, *, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything up to here has been sent."""

    cursor: str


async def read_lines(chunks: AsyncIterator[bytes]) -> AsyncGenerator[list[Entry | Mark]]:
    """What the lines say, those of one chunk at a time. What is left of a line at the end is dropped.

    :raises FeedError: for a line that says nothing, and for one, or all before a mark, that is too long.
    """
    rest = b""
    batch = 0
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_LINE or any(len(line) > MAX_LINE for line in lines):
            raise FeedError(f"it sends a line of more than {MAX_LINE} bytes")
        batch += len(chunk)
        parsed = [_parse(line) for line in lines]
        if any(isinstance(line, Mark) for line in parsed):
            batch = 0
        if batch > MAX_BATCH:
            raise FeedError(f"it sends more than {MAX_BATCH} bytes without a mark")
        yield parsed


def _parse(line: bytes) -> Entry | Mark:
    try:
        members = parse_object(line)
        if members.keys() != {"cursor"}:
            return parse_entry(members)
    except ValueError:
        raise FeedError("it sends a line that is neither an entry nor a mark") from None
    cursor = members["cursor"]
    if not isinstance(cursor, str) or not 0 < len(cursor) <= _MAX_CURSOR:
        raise FeedError("it sends a mark without a cursor")
    return Mark(cursor)
