"""The mark on SQL text that somebody has read."""

import copy
from typing import Any, TypeVar, cast, overload

from sqlalchemy import ColumnClause, TextClause
from sqlalchemy.sql.elements import Grouping

from ..errors import ConfigurationError

T = TypeVar("T")


class ReviewedText(TextClause):
    """`text(...)` with the mark. A class of its own: its cache key is not the unmarked one's."""

    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """Among conditions in parentheses: an OR in the text leaves the filter beside it in force."""
        return self if against is None else cast(Any, Grouping)(self)


class ReviewedColumn(ColumnClause[T]):
    """`literal_column(...)` with the mark."""

    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """As for text."""
        return self if against is None else cast(Any, Grouping)(self)


@overload
def reviewed(sql: TextClause, *, reason: str) -> TextClause: ...
@overload
def reviewed(sql: ColumnClause[T], *, reason: str) -> ColumnClause[T]: ...
def reviewed(sql: TextClause | ColumnClause[T], *, reason: str) -> TextClause | ColumnClause[T]:
    """Let a session of a principal run this `text(...)` or `literal_column(...)`.

    Nothing filters what it reads and writes: that it stays within the caller's rows is what the reason says.

    Raises ConfigurationError without a reason.
    """
    checked_reason(reason)
    marked: Any = copy.copy(sql)
    marked.__class__ = ReviewedText if isinstance(sql, TextClause) else ReviewedColumn
    return cast("TextClause | ColumnClause[T]", marked)


def checked_reason(reason: str) -> str:
    """Give the reason back: one line that says something, since it ends in a log."""
    if not reason.strip() or not reason.isprintable():
        raise ConfigurationError(
            "reason is empty or more than a line: say in one line why this is safe", code="reason_missing"
        )
    return reason
