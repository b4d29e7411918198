"""An owned table: its policies, whatever widens them, and what the role may do to it."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Table, text

from ..catalog import FoundTable, policy_faults, read_table
from ..policies import POLICIES

_NAMES = {policy.name for policy in POLICIES}
_EXCESS = text(
    """
    SELECT string_agg(privilege, ', ') FROM unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE has_table_privilege(CAST(:oid AS oid), privilege)
    """
)
# A partition that is named itself follows its own policies, not those of the table that it is a part of.
_PARTS = text(
    """
    WITH RECURSIVE part AS (
      SELECT inhrelid AS oid FROM pg_inherits WHERE inhparent = :oid
      UNION SELECT inhrelid FROM pg_inherits JOIN part ON inhparent = part.oid
    )
    SELECT oid, oid::regclass::text FROM part
    WHERE has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
       OR has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE')
    ORDER BY 2
    """
)
_FUZZY = text(
    """
    SELECT true FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE attrelid = :oid AND attname = :owner AND NOT collisdeterministic
    """
)


def table_faults(
    connection: Connection, table: "Table[Any]", owner: str, found: FoundTable | None
) -> Iterator[str]:
    """What is wrong with one owned table."""
    name = table.fullname
    if found is None:
        yield f"the table {name} is not there for this role: migrate, and grant it USAGE of the schema"
        return
    yield from _policies(name, owner, found)
    if connection.scalar(_FUZZY, {"oid": found.oid, "owner": owner}):
        yield f"{name}.{owner} takes different texts for equal: give it a deterministic collation"
    excess = connection.scalar(_EXCESS, {"oid": found.oid})
    if excess:
        yield f"the role has {excess} on {name}: grant it SELECT, INSERT, UPDATE, DELETE alone"
    for oid, part in connection.execute(_PARTS, {"oid": found.oid}).all():
        if policy_faults(read_table(connection, oid), owner):
            yield f"the role reaches {part}, a part of {name}, past its policies: revoke all on {part}"


def _policies(name: str, owner: str, found: FoundTable) -> Iterator[str]:
    faults = policy_faults(found, owner)
    if faults:
        mend = f'op.enable_row_level_security("{name}", owner="{owner}") in a migration'
        yield f"on {name} {', '.join(faults)}: call {mend}"
    for policy in found.policies:
        if policy.permissive and policy.for_caller and policy.name not in _NAMES:
            yield f"on {name} the policy {policy.name} admits more rows: drop it, or make it RESTRICTIVE"
