"""The values that an INSERT or an UPDATE names, whatever form they were given in."""
# Statements keep their values in attributes that SQLAlchemy has no public reading for.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy
from sqlalchemy import BindParameter, Insert, Update

from .errors import UnfilteredTable

Rows = Sequence[Mapping[str, Any]]

_ORDERED_APART = sqlalchemy.__version__.startswith("2.0.")
"""SQLAlchemy 2.0 keeps the pairs of `ordered_values()` in an attribute of their own."""


def set_by(statement: Update) -> Iterable[tuple[Any, Any]]:
    """Columns, or their names, with what the UPDATE itself sets them to."""
    # Not by getattr: should an attribute be gone one day, no UPDATE gets through.
    ordered = statement._ordered_values if _ORDERED_APART else None  # type: ignore[attr-defined]
    return [*(statement._values or {}).items(), *(ordered or ())]


def inserted_by(statement: Insert, rows: Rows) -> Iterator[Mapping[Any, Any]]:
    """Each row that the INSERT writes. Raises UnfilteredTable for those of a SELECT, which are not known."""
    if statement.select is not None:
        raise UnfilteredTable(
            "an INSERT ... SELECT into the table of a joined child: insert its rows by their values"
        )
    for part in statement._multi_values:
        yield from (by_name(row, statement) for row in part)
    if not statement._multi_values:
        own = {name_of(key): value for key, value in (statement._values or {}).items()}
        for row in rows or [{}]:
            # Which of the two counts is SQLAlchemy's affair.
            yield from ({**own, **row}, {**row, **own})


def by_name(row: Any, statement: Insert) -> Mapping[Any, Any]:
    """A row of `values([...])`, which may be a tuple."""
    if isinstance(row, Mapping):
        return row
    return dict(zip((column.key for column in statement.table.columns), row, strict=False))


def name_of(key: Any) -> str:
    """The name of a column, which may be given as one."""
    return str(getattr(key, "key", key))


def given(value: Any) -> Any:
    """The value itself, where it is known."""
    # A named parameter's value comes with the execution: not known here.
    return value.value if isinstance(value, BindParameter) and value.unique else value
