"""Which tables hold rows of users, and which condition picks one user's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Table, select

from ..session_info import OWNER

_KEY = "jwt_auth_bridge.ownership"
_UNDECLARED = "jwt_auth_bridge.undeclared"
_NAMES: set[tuple[str | None, str]] = set()
"""Schema and name of every owned table, without regard to case."""


@dataclass(frozen=True)
class Ownership:
    """How the rows of one table belong to users."""

    table: Table
    column: str | None
    """Key of the column with the owner's id; None for a table that only continues its parent's rows."""
    parent: tuple[tuple[str, Any], ...] = ()
    """For such a table (joined inheritance): keys of its columns, and the parent's columns they equal."""

    @property
    def tells(self) -> frozenset[str]:
        """Keys of the columns that tell whose a row is."""
        return frozenset(name for name, _ in self.parent) if self.column is None else frozenset({self.column})

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
    _NAMES.add(_folded(ownership.table.schema, ownership.table.name))


def ownership_of(table: FromClause) -> Ownership | None:
    """How this table's rows are owned, or None for a table of nobody."""
    # `info` stays with the copies that SQLAlchemy makes of a table.
    found = getattr(table, "info", {}).get(_KEY)
    return found if isinstance(found, Ownership) else None


def leave_undeclared(table: "Table[Any]") -> None:
    """Let every statement on this table be refused: it tells of owned rows, and has no owner."""
    table.info[_UNDECLARED] = True


def is_undeclared(table: FromClause) -> bool:
    """Whether that was said of it."""
    return ownership_of(table) is None and _UNDECLARED in getattr(table, "info", {})


def has_owned_name(table: FromClause, translated: bool) -> bool:
    """Whether the table goes by the name of an owned one: declared again, reflected, or `table("...")`.

    In whatever case: a database may fold it. `translated`: schemas are replaced by others on execution.
    """
    schema, name = _folded(getattr(table, "schema", None), getattr(table, "name", None) or "")
    if schema is None or translated:
        return any(name == owned for _, owned in _NAMES)
    return (schema, name) in _NAMES or (None, name) in _NAMES


def _folded(schema: str | None, name: str) -> tuple[str | None, str]:
    return None if schema is None else schema.casefold(), name.casefold()


def owned_names() -> frozenset[str]:
    """The names of all owned tables, without schemas."""
    return frozenset(name for _, name in _NAMES)
