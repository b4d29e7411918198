"""Everything that lets one user see or change another's rows."""

from sqlalchemy import Connection, MetaData

from ...errors import ConfigurationError
from ..catalog import find_table
from ..owned import owned_tables
from .functions import function_faults
from .roles import role_faults
from .tables import table_faults
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
    there = {table.fullname: known.oid for table, _, known in found if known is not None}
    return [
        *role_faults(connection, there),
        *(fault for table, owner, known in found for fault in table_faults(connection, table, owner, known)),
        *view_faults(connection, there),
        *function_faults(connection, [table.name for table, _ in owned]),
    ]
