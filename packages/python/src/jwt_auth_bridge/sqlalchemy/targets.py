"""What an INSERT, UPDATE or DELETE writes to."""
# Statements keep what the ORM has found out about them in attributes that have no public reading.
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from typing import Any

from sqlalchemy import Alias, Insert

from .ownership import Ownership, ownership_of


def target_of(statement: Any) -> Any:
    """The table that the statement writes, or the alias that it gives that table."""
    notes = statement._annotations
    if notes.get("dml_strategy") != "bulk":
        return statement.table
    # Many rows of a joined child are written table by table, each time by the statement on the child.
    # Not by get: should the note be gone one day, no such statement gets through.
    return notes["_emit_insert_table" if isinstance(statement, Insert) else "_emit_update_table"]


def bare(target: Any) -> Any:
    """The target without its aliases."""
    while isinstance(target, Alias):
        target = target.element
    return target


def written_ownership(statement: Any) -> Ownership | None:
    """How the rows that the statement writes are owned, or None for those of nobody."""
    return ownership_of(bare(target_of(statement)))
