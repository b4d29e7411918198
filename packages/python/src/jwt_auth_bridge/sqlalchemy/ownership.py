"""Which tables hold rows of users, and which condition picks one user's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Table, select

from ..session_info import OWNER

_KEY = "jwt_auth_bridge.ownership"
_NAMES: set[tuple[str | None, str]] = set()
"""Schema and name of every owned table."""


@dataclass(frozen=True)
class Ownership:
    """How the rows of one table belong to users."""

    table: Table
    column: str | None
    """Key of the column with the owner's id; None for a table that only continues its parent's rows."""
    parent: tuple[tuple[str, Any], ...] = ()
    """For such a table (joined inheritance): keys of its columns, and the parent's columns they equal."""

    def filter(self, rows: FromClause, owner: BindParameter[str]) -> ColumnElement[bool]:
        """Tell the owner's rows among `rows`, which is the table or an alias of it."""
        if self.column is not None:
            return rows.c[self.column] == owner
        # The compiler restricts the parent to the owner, here as everywhere.
        same = [column == rows.c[key] for key, column in self.parent]
        return select(1).where(*same).correlate(rows).exists()


def declare(ownership: Ownership) -> None:
    """Let every statement on this table be restricted from now on."""
    ownership.table.info[_KEY] = ownership
    if ownership.column is not None:
        # The database's policies find it there.
        ownership.table.info[OWNER] = ownership.column
    _NAMES.add((ownership.table.schema, ownership.table.name))


def ownership_of(table: FromClause) -> Ownership | None:
    """How this table's rows are owned, or None for a table of nobody."""
    # `info` stays with the copies that SQLAlchemy makes of a table.
    found = getattr(table, "info", {}).get(_KEY)
    return found if isinstance(found, Ownership) else None


def has_owned_name(table: FromClause) -> bool:
    """Whether the table goes by the name of an owned one: declared again, reflected, or `table("...")`."""
    schema, name = getattr(table, "schema", None), getattr(table, "name", None)
    if schema is None:
        return any(name == owned for _, owned in _NAMES)
    return (schema, name) in _NAMES or (None, name) in _NAMES


def owned_names() -> frozenset[str]:
    """The names of all owned tables, without schemas."""
    return frozenset(name for _, name in _NAMES)
