"""Everything that lets one user see or change another's rows."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, MetaData, Table

from ...errors import ConfigurationError
from ..catalog import FoundTable, find_table
from ..owned import owned_tables
from .defaults import default_faults
from .foreign_keys import foreign_key_faults
from .functions import function_faults
from .relations import family, with_readers
from .roles import role_faults
from .tables import table_faults
from .unowned import unowned_faults
from .views import view_faults


def find_faults(connection: Connection, metadata: MetaData) -> list[str]:
    """Each fault with its mend, for the role of this connection; empty when all is well.

    :raises ConfigurationError: for another database than PostgreSQL, or when nothing is owned.
    """
    if connection.dialect.name != "postgresql":
        raise ConfigurationError(
            f"row-level security needs PostgreSQL, and this database is {connection.dialect.name}. "
            "Check it on PostgreSQL alone",
            code="database_unsupported",
        )
    owned = list(owned_tables(metadata))
    if not owned:
        raise ConfigurationError(
            'no table is owned. Declare each owner: info={"jwt_auth_bridge.owner": "user_id"}',
            code="owner_missing",
        )
    found = [(table, owner, find_table(connection, table.name, table.schema)) for table, owner in owned]
    there = [(table, owner, known) for table, owner, known in found if known is not None]
    # Tables of one family share some of their faults.
    return list(
        dict.fromkeys(
            [
                *unowned_faults(metadata),
                *(_missing(table) for table, _, known in found if known is None),
                *_database_faults(connection, there),
            ]
        )
    )


def _missing(table: "Table[Any]") -> str:
    return f"the table {table.fullname} is not there for this role: migrate, and grant it USAGE of the schema"


def _database_faults(
    connection: Connection, found: "list[tuple[Table[Any], str, FoundTable]]"
) -> Iterator[str]:
    relatives = {known.oid: family(connection, [known.oid]) for _, _, known in found}
    tables = list({relative: None for known in relatives.values() for relative in known})
    readers = with_readers(connection, tables)
    owners = {relative.oid: owner for _, owner, known in found for relative in relatives[known.oid]}
    yield from role_faults(connection, tables)
    yield from default_faults(connection, tables)
    for table, owner, known in found:
        yield from table_faults(connection, table, owner, known, relatives[known.oid])
    yield from foreign_key_faults(connection, owners)
    yield from view_faults(connection, readers)
    yield from function_faults(connection, tables, readers)
