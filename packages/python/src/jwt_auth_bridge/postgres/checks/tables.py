"""An owned table: its policies, whatever widens them, and what the role may do to it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, text

from ..catalog import FoundTable, policy_faults, read_table
from ..policies import POLICY_NAMES
from .relations import Relation

_EXCESS = text(
    """
    SELECT string_agg(privilege, ', ') FROM unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
    WHERE has_table_privilege(CAST(:oid AS oid), privilege)
       OR privilege = 'REFERENCES' AND has_any_column_privilege(CAST(:oid AS oid), 'REFERENCES')
    """
)
_GRANTEES = text(
    """
    SELECT string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE grantee::regrole::text END, ', ')
    FROM (SELECT relacl FROM pg_class WHERE oid = :oid
          UNION ALL SELECT attacl FROM pg_attribute WHERE attrelid = :oid) AS lists (list), aclexplode(list)
    WHERE privilege_type IN ('TRUNCATE', 'REFERENCES', 'TRIGGER')
      AND CASE grantee WHEN 0 THEN true ELSE pg_has_role(grantee, 'MEMBER') END
    """
)
_REACHED = text(
    """
    SELECT has_table_privilege(CAST(:oid AS oid), 'SELECT, INSERT, UPDATE, DELETE')
        OR has_any_column_privilege(CAST(:oid AS oid), 'SELECT, INSERT, UPDATE')
    """
)
_FUZZY = text(
    """
    SELECT true FROM pg_attribute JOIN pg_collation ON pg_collation.oid = attcollation
    WHERE attrelid = :oid AND attname = :owner AND NOT collisdeterministic
    """
)


def table_faults(
    connection: Connection, table: "Table[Any]", owner: str, found: FoundTable, relatives: Sequence[Relation]
) -> Iterator[str]:
    """What is wrong with one owned table.

    relatives: itself, its parts, and what it is a part of.
    """
    name = table.fullname
    yield from _policies(name, owner, found)
    if connection.scalar(_FUZZY, {"oid": found.oid, "owner": owner}):
        yield f"{name}.{owner} takes different texts for equal: give it a deterministic collation"
    for relative in relatives:
        excess = connection.scalar(_EXCESS, {"oid": relative.oid})
        if excess:
            # A superuser, and a table's first owner, have them without a grant.
            grantees = connection.scalar(_GRANTEES, {"oid": relative.oid}) or "the role"
            mend = f"REVOKE {excess} ON {relative.name} FROM {grantees}"
            yield f"the role has {excess} on {relative.name}: {mend}"
        if relative.oid == found.oid or not connection.scalar(_REACHED, {"oid": relative.oid}):
            continue
        if any(_policies(relative.name, owner, read_table(connection, relative.oid))):
            yield (
                f"the role reaches rows of {name} by {relative.name}, past their policies: "
                f"revoke all on {relative.name}"
            )


def _policies(name: str, owner: str, found: FoundTable) -> Iterator[str]:
    faults = policy_faults(found, owner)
    if faults:
        mend = f'op.enable_row_level_security("{name}", owner="{owner}") in a migration'
        yield f"on {name} {', '.join(faults)}: call {mend}"
    for policy in found.policies:
        if policy.permissive and policy.for_caller and policy.name not in POLICY_NAMES:
            yield f"on {name} the policy {policy.name} admits more rows: drop it, or make it RESTRICTIVE"
