"""Where a page ended: an opaque text that the next request hands back.

Base64url of JSON `{"sort", "value", "id"}`: the place of the last task in its order (keyset pagination), so
that tasks added or deleted meanwhile neither repeat nor hide others. It names no owner: the owner always
comes from the token, so someone else's cursor is only a place in one's own list.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from todo_api.problems import CursorInvalid

MAX_LENGTH = 4096
"""Longest cursor that is looked at, in characters. A title key of 200 letters fits three times."""


class Sort(StrEnum):
    """The orders of a list; `-` means descending. Ties are broken by the id, in the same direction."""

    CREATED = "created_at"
    CREATED_DESC = "-created_at"
    TITLE = "title"
    TITLE_DESC = "-title"
    UPDATED = "updated_at"
    UPDATED_DESC = "-updated_at"

    @property
    def descending(self) -> bool:
        """Whether later and greater come first."""
        return self.value.startswith("-")

    @property
    def by_title(self) -> bool:
        """Whether the value compared is a title key; otherwise it is a moment."""
        return self in {Sort.TITLE, Sort.TITLE_DESC}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order: after the task with this value and this id."""

    sort: Sort
    value: str | datetime
    id: UUID

    def encode(self) -> str:
        """Write it as the text that `decode` reads."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        members = {"sort": self.sort.value, "value": value, "id": str(self.id)}
        text = json.dumps(members, separators=(",", ":"), ensure_ascii=False)
        return urlsafe_b64encode(text.encode()).rstrip(b"=").decode("ascii")

    @classmethod
    def decode(cls, text: str, sort: Sort) -> "Cursor":
        """Read a cursor of this sort.

        Raises CursorInvalid for whatever `encode` would not have written, one of another sort included:
        only the one canonical text of a place is accepted.
        """
        try:
            cursor = cls._read(text, sort)
            canonical = cursor.encode()
        # RecursionError: JSON nested deep enough to exhaust the reader. OverflowError: a year before 1.
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError, binascii.Error) as error:
            raise CursorInvalid from error
        if canonical != text or cursor.sort is not sort:
            raise CursorInvalid
        return cursor

    @classmethod
    def _read(cls, text: str, sort: Sort) -> "Cursor":
        if len(text) > MAX_LENGTH:
            raise ValueError("longer than any cursor")
        members: object = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        if not isinstance(members, dict):
            raise TypeError("not an object")
        found = cast(dict[str, object], members)
        value, identity = found["value"], found["id"]
        if not isinstance(value, str) or not isinstance(identity, str):
            raise TypeError("members are texts")
        if "\0" in value:
            raise ValueError("PostgreSQL cannot compare with U+0000")
        moment = None if sort.by_title else datetime.fromisoformat(value).astimezone(UTC)
        return cls(Sort(cast(str, found["sort"])), moment or value, UUID(identity))
