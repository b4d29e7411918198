"""Rows of a table that only continues its parent's (joined inheritance): the parent tells whose they are."""
# A Table is generic in SQLAlchemy 2.1, and in 2.0 not.
# pyright: reportUnknownArgumentType=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from typing import Any

from sqlalchemy import ClauseElement, Connection, Insert, func, select, tuple_

from .errors import ForeignOwner, UnfilteredTable
from .ownership import Ownership
from .values import Rows, given, inserted_by, name_of

_AT_ONCE = 500
"""Parents in one question. Databases bound the number of parameters."""


def check_parents(connection: Connection, statement: Insert, rows: Rows, ownership: Ownership) -> None:
    """Raise ForeignOwner unless each row to be inserted continues a row of the owner's.

    Asks the database, once for 500 rows: the same INSERT comes from a flush and from anybody else.
    """
    names = [name for name, _ in ownership.parent]
    wanted = list({_key(row, names) for row in inserted_by(statement, rows)})
    columns: Any = tuple_(*(column for _, column in ownership.parent))
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        own = select(func.count()).select_from(ownership.parent[0][1].table).where(columns.in_(part))
        if connection.execute(own).scalar() != len(part):
            raise ForeignOwner(
                f"a row for {ownership.table.name!r} continues a row that is not the session's user's: "
                "insert that one first"
            )


def _key(row: Any, names: list[str]) -> tuple[Any, ...]:
    values = {name_of(name): given(value) for name, value in row.items()}
    key = tuple(values.get(name) for name in names)
    if any(isinstance(value, ClauseElement) for value in key):
        raise UnfilteredTable(
            "an INSERT into the table of a joined child computes its key: give the key as a value"
        )
    return key
