"""The owner of the rows that a statement writes: put into INSERTs, and never changed."""
# Statements keep their values in attributes that SQLAlchemy has no public reading for.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ClauseElement, Insert, String, Update, and_, literal, select

from .errors import ForeignOwner, UnfilteredTable
from .ownership import Ownership, ownership_of
from .scope import Owner

Rows = Sequence[Mapping[str, Any]]


def owned_insert(statement: Insert, rows: Rows, owner: Owner) -> tuple[Insert, Rows]:
    """The same INSERT with the owner in each row. Raises ForeignOwner for a row of somebody else's."""
    ownership = ownership_of(statement.table)
    if ownership is None:
        return statement, rows
    statement = _own_conflicts(statement, ownership, owner)
    if ownership.column is None:
        return statement, rows
    key = ownership.column
    if statement.select is not None:
        return _own_select(statement, key, owner), rows
    if statement._multi_values:
        statement = statement._generate()
        statement._multi_values = tuple(
            [_owned(_by_name(row, statement), key, statement.table.c[key], owner) for row in part]
            for part in statement._multi_values
        )
        return statement, rows
    if statement._values or not rows:
        _owned(statement._values or {}, key, key, owner)
        statement = statement.values({statement.table.c[key]: owner.user_id})
        for row in rows:
            _owned(row, key, key, owner)
        return statement, rows
    return statement, [_owned(row, key, key, owner) for row in rows]


def check_update(statement: Update, rows: Rows, owner: Owner) -> None:
    """Raise ForeignOwner when the UPDATE would give rows to somebody else."""
    ownership = ownership_of(statement.table)
    if ownership is None or ownership.column is None:
        return
    for values in (dict(_set_by(statement)), *rows):
        _check(values, ownership.column, owner)


def names_owner(statement: Update) -> bool:
    """Whether the UPDATE sets the owner's column, to whatever."""
    ownership = ownership_of(statement.table)
    return ownership is not None and any(_name(key) == ownership.column for key, _ in _set_by(statement))


def _set_by(statement: Update) -> Iterable[tuple[Any, Any]]:
    # `_ordered_values` is SQLAlchemy 2.0's.
    return [*(statement._values or {}).items(), *(getattr(statement, "_ordered_values", None) or ())]


def _name(key: Any) -> str:
    return str(getattr(key, "key", key))


def _by_name(row: Any, statement: Insert) -> Mapping[Any, Any]:
    if isinstance(row, Mapping):
        return row
    return dict(zip((column.key for column in statement.table.columns), row, strict=False))


def _owned(row: Mapping[Any, Any], name: str, key: Any, owner: Owner) -> dict[Any, Any]:
    """The row with the owner under `key`."""
    _check(row, name, owner)
    return {k: value for k, value in row.items() if _name(k) != name} | {key: owner.user_id}


def _check(row: Mapping[Any, Any], name: str, owner: Owner) -> None:
    for key, value in row.items():
        if _name(key) != name:
            continue
        # A named parameter's value comes with the execution: not known here.
        given = value.value if isinstance(value, BindParameter) and value.unique else value
        if isinstance(given, ClauseElement) or given not in (None, owner.user_id):
            raise ForeignOwner(
                f"{name!r} is not set to the session's user: leave it out, the session sets it"
            )


def _own_select(statement: Insert, key: str, owner: Owner) -> Insert:
    """INSERT ... SELECT, with one more column for the owner."""
    names = list(statement._select_names or ())
    if any(_name(name) == key for name in names):
        raise ForeignOwner(f"from_select() names {key!r}: leave it out, the session sets it")
    select_rows: Any = statement.select
    rows = select_rows.subquery()
    return statement.from_select(
        [*names, key],
        select(*rows.columns, literal(owner.user_id, String())),
        include_defaults=statement.include_insert_from_select_defaults,
    )


def _own_conflicts(statement: Insert, ownership: Ownership, owner: Owner) -> Insert:
    """ON CONFLICT DO UPDATE would update whosever row is in the way: only one's own."""
    clause: Any = statement._post_values_clause
    if clause is None or clause.__visit_name__ == "on_conflict_do_nothing":
        return statement
    if clause.__visit_name__ != "on_conflict_do_update" or ownership.column is None:
        raise UnfilteredTable(
            "this form of upsert may update another user's row: update, and insert if nothing was"
        )
    key = ownership.column
    # A mapping in SQLAlchemy 2.1, pairs in 2.0.
    values = {_name(name): value for name, value in dict(clause.update_values_to_set).items()}
    if not _is_excluded(values.get(key), key):
        _check(values, key, owner)
    own = statement.table.c[key] == owner.bind
    clause = copy.copy(clause)
    clause.update_whereclause = (
        own if clause.update_whereclause is None else and_(own, clause.update_whereclause)
    )
    statement = statement._generate()
    statement._post_values_clause = clause
    return statement


def _is_excluded(value: Any, key: str) -> bool:
    """Whether this is `excluded.<owner>`: of the row that was to be inserted, and so the owner's."""
    return getattr(getattr(value, "table", None), "name", None) == "excluded" and _name(value) == key
