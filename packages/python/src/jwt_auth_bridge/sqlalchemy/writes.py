"""The owner of the rows that a statement writes: put into INSERTs, and never changed."""
# Statements keep their values in attributes that SQLAlchemy has no public reading for.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ClauseElement, Connection, Insert, String, Update, and_, literal, select

from .children import check_parents
from .errors import ForeignOwner, UnfilteredTable
from .ownership import Ownership
from .scope import Owner
from .targets import target_of, written_ownership
from .values import Rows, by_name, given, name_of, set_by


def owned_insert(connection: Connection, statement: Insert, rows: Rows, owner: Owner) -> tuple[Insert, Rows]:
    """The same INSERT with the owner in each row. Raises ForeignOwner for a row of somebody else's."""
    ownership = written_ownership(statement)
    if ownership is None:
        return statement, rows
    statement = _own_conflicts(statement, ownership, owner)
    if ownership.column is None:
        check_parents(connection, statement, rows, ownership)
        return statement, rows
    key = ownership.column
    if statement.select is not None:
        return _own_select(statement, key, owner), rows
    if statement._multi_values:
        statement = statement._generate()
        statement._multi_values = tuple(
            [_owned(by_name(row, statement), key, statement.table.c[key], owner) for row in part]
            for part in statement._multi_values
        )
        return statement, rows
    if statement._values or not rows:
        _owned(statement._values or {}, key, key, owner)
        statement = statement.values({target_of(statement).c[key]: owner.user_id})
    return statement, [_owned(row, key, key, owner) for row in rows]


def check_update(statement: Update, rows: Rows, owner: Owner) -> None:
    """Raise ForeignOwner when the UPDATE would give rows to somebody else, or to nobody."""
    ownership = written_ownership(statement)
    if ownership is None:
        return
    for values in (dict(set_by(statement)), *rows):
        if ownership.column is not None:
            _check(values, ownership.column, [owner.user_id])
        elif _names_any(values, ownership):
            raise ForeignOwner(
                "an UPDATE sets the key to the parent's row, which tells the owner: leave it out"
            )


def moves_rows(statement: Update) -> bool:
    """Whether the UPDATE sets what tells the owner, to whatever."""
    ownership = written_ownership(statement)
    return ownership is not None and _names_any((key for key, _ in set_by(statement)), ownership)


def _names_any(names: Iterable[Any], ownership: Ownership) -> bool:
    return any(name_of(name) in ownership.tells for name in names)


def _owned(row: Mapping[Any, Any], name: str, key: Any, owner: Owner) -> dict[Any, Any]:
    """The row with the owner under `key`."""
    _check(row, name, [None, owner.user_id])
    return {k: value for k, value in row.items() if name_of(k) != name} | {key: owner.user_id}


def _check(row: Mapping[Any, Any], name: str, allowed: list[str | None]) -> None:
    for key, value in row.items():
        if name_of(key) == name and (isinstance(given(value), ClauseElement) or given(value) not in allowed):
            raise ForeignOwner(
                f"{name!r} is not set to the session's user: leave it out, the session sets it"
            )


def _own_select(statement: Insert, key: str, owner: Owner) -> Insert:
    """INSERT ... SELECT, with one more column for the owner."""
    names = list(statement._select_names or ())
    if any(name_of(name) == key for name in names):
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
    key, columns = ownership.column, target_of(statement).c
    # A mapping in SQLAlchemy 2.1, pairs in 2.0.
    for name, value in dict(clause.update_values_to_set).items():
        # What is no key of a column is written as it is, and SQLite disregards its case.
        if name_of(name) not in columns:
            raise UnfilteredTable("set_ of an upsert names what is no column of the table: use the column")
        if not _is_excluded(value, key):
            _check({name: value}, key, [owner.user_id])
    own = columns[key] == owner.bind
    clause = copy.copy(clause)
    clause.update_whereclause = (
        own if clause.update_whereclause is None else and_(own, clause.update_whereclause)
    )
    statement = statement._generate()
    statement._post_values_clause = clause
    return statement


def _is_excluded(value: Any, key: str) -> bool:
    """Whether this is `excluded.<owner>`: of the row that was to be inserted, and so the owner's."""
    return getattr(getattr(value, "table", None), "name", None) == "excluded" and name_of(value) == key
