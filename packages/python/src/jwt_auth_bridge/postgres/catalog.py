"""What PostgreSQL says of a table's row-level security."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from .policies import POLICIES, Policy, is_condition
from .quoting import qualified


class FoundPolicy(NamedTuple):
    """A policy that a table has."""

    name: str
    command: str
    permissive: bool
    for_everybody: bool
    for_caller: bool
    """Whether it applies to a role that this connection is, or can become."""
    using: str | None
    check: str | None


class FoundTable(NamedTuple):
    """A table as it is in the database."""

    oid: int
    enabled: bool
    forced: bool
    columns: tuple[str, ...]
    policies: tuple[FoundPolicy, ...]

    @property
    def owner(self) -> str | None:
        """The column that the policy for reading compares with the caller; None without such a policy."""
        using = next((policy.using for policy in self.policies if policy.name == POLICIES[0].name), None)
        return next((column for column in self.columns if is_condition(using, column)), None)


_OID = text("SELECT to_regclass(:name)::oid")
_TABLE = text(
    """
    SELECT oid, relrowsecurity, relforcerowsecurity,
           ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = pg_class.oid AND attnum > 0)
    FROM pg_class WHERE oid = :oid
    """
)
_POLICIES = text(
    """
    SELECT polname,
           CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                       WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
           polpermissive,
           polroles = '{0}',
           EXISTS (SELECT FROM unnest(polroles) AS role WHERE role = 0 OR pg_has_role(role, 'MEMBER')),
           pg_get_expr(polqual, polrelid),
           pg_get_expr(polwithcheck, polrelid)
    FROM pg_policy WHERE polrelid = :oid ORDER BY polname
    """
)


def find_table(connection: Connection, name: str, schema: str | None) -> FoundTable | None:
    """The table of this name that the connection would meet, or None."""
    oid = connection.scalar(_OID, {"name": qualified(name, schema)})
    return None if oid is None else read_table(connection, oid)


def read_table(connection: Connection, oid: int) -> FoundTable:
    """The table with this number."""
    _, enabled, forced, columns = connection.execute(_TABLE, {"oid": oid}).one()
    policies = connection.execute(_POLICIES, {"oid": oid}).all()
    return FoundTable(
        oid, enabled, forced, tuple(columns), tuple(FoundPolicy(*policy) for policy in policies)
    )


def policy_faults(found: FoundTable, owner: str) -> list[str]:
    """What is wrong with the table's own policies, in a few words each; empty when all is well."""
    by_name = {policy.name: policy for policy in found.policies}
    faults = [] if found.enabled else ["row-level security is not enabled"]
    faults += [] if found.forced else ["row-level security is not forced upon its owner"]
    for expected in POLICIES:
        policy = by_name.get(expected.name)
        if policy is None:
            faults.append(f"the policy {expected.name} is missing")
        elif not _is(policy, expected, owner):
            faults.append(f"the policy {expected.name} differs")
    return faults


def _is(found: FoundPolicy, expected: Policy, owner: str) -> bool:
    return (
        found.command == expected.command
        and found.permissive
        and found.for_everybody
        and (is_condition(found.using, owner) if expected.using else found.using is None)
        and (is_condition(found.check, owner) if expected.check else found.check is None)
    )
