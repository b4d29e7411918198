"""Tables that are nobody's, though each of their rows is a part of somebody's."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, Table

from ..owned import owner_of


def unowned_faults(metadata: MetaData) -> Iterator[str]:
    """Tables without an owner whose rows are known by an owned table's key alone.

    Such are the tables of joined inheritance, and those between two models. Each has policies of its own or
    none: what holds for the table that it belongs to does not hold for it.
    """
    for table in metadata.sorted_tables:
        if owner_of(table) is None:
            whole = next(_wholes(table), None)
            if whole is not None:
                yield (
                    f"the table {table.fullname} holds parts of {whole.fullname}'s rows and is nobody's: "
                    'give it a column for the owner, and name that in its info["jwt_auth_bridge.owner"]'
                )


def _wholes(table: "Table[Any]") -> "Iterator[Table[Any]]":
    keys = sorted(table.foreign_key_constraints, key=lambda key: list(key.column_keys))
    referring = {column for key in keys for column in key.columns}
    if set(table.primary_key.columns) <= referring:
        yield from (key.referred_table for key in keys if owner_of(key.referred_table) is not None)
