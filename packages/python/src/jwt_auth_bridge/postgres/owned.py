"""Which tables are owned, and by which column: their `info` says it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData, Table

from ..errors import ConfigurationError
from ..session_info import OWNER


def owned_tables(metadata: MetaData) -> "Iterator[tuple[Table[Any], str]]":
    """Each owned table with its owner's column."""
    for table in metadata.sorted_tables:
        owner = owner_of(table)
        if owner is not None:
            yield table, owner


def owner_of(table: "Table[Any]") -> str | None:
    """The name of the owner's column in the database; None for a table that is nobody's.

    :raises ConfigurationError: when the table has no such column.
    """
    key: object = table.info.get(OWNER)
    if key is None:
        return None
    if not isinstance(key, str) or key not in table.columns:
        raise ConfigurationError(
            f'the table {table.fullname} has no such column as its info["{OWNER}"] says. '
            "Name the column that holds the user id",
            code="owner_column_missing",
        )
    name: str = table.columns[key].name
    return name
