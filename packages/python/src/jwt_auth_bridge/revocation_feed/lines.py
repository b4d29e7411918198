"""The feed's lines: an entry each, or a mark that says how far all has been sent (profile, section 8)."""

from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass

from ..revocation.entry import Entry, parse_entry, parse_moment
from ..revocation.transport import ConnectionLost
from ..strict_json import parse_object

MAX_LINE = 8 * 1024
"""Bytes. The longest entry is less than half of it."""
MAX_BATCH = 64 * 1024 * 1024
"""Bytes from one mark to the next: more than half a million entries."""
_MAX_CURSOR = 255
"""Characters: a cursor goes into an address."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Every entry that was there to be seen at a moment has been sent."""

    cursor: str
    """What to ask with the next time. Only the server reads it."""
    at: float
    """The moment, in seconds by the server's clock."""


async def read_lines(chunks: AsyncIterator[bytes]) -> AsyncGenerator[list[Entry | Mark]]:
    """What the lines say, those of one chunk at a time. What is left of a line at the end is dropped.

    :raises ConnectionLost: for a line that says nothing, and for one, or all before a mark, that is too long.
    """
    rest = b""
    batch = 0
    async for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        if len(rest) > MAX_LINE or any(len(line) > MAX_LINE for line in lines):
            raise ConnectionLost(f"a line of the feed has more than {MAX_LINE} bytes")
        batch += len(chunk)
        parsed = [_parse(line) for line in lines]
        if any(isinstance(line, Mark) for line in parsed):
            batch = 0
        if batch > MAX_BATCH:
            raise ConnectionLost(f"the feed sends more than {MAX_BATCH} bytes without a mark")
        yield parsed


def _parse(line: bytes) -> Entry | Mark:
    try:
        members = parse_object(line)
        if "cursor" not in members:
            return parse_entry(members)
        cursor = members["cursor"]
        if members.keys() == {"cursor", "at"} and isinstance(cursor, str) and 0 < len(cursor) <= _MAX_CURSOR:
            return Mark(cursor, parse_moment(members["at"]))
    except ValueError:
        pass
    raise ConnectionLost("a line of the feed is neither an entry nor a mark")
