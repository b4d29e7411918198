"""The SQL that puts the policies on a table, and takes them off again."""

from collections.abc import Iterator

from .policies import POLICIES, condition
from .quoting import literal, qualified, quoted

_LONGEST_NAME = 63


def index_name(table: str, owner: str) -> str:
    """The name of the index that a table gets when it has none that begins with its owner."""
    return f"ix_{table}_{owner}_rls"[:_LONGEST_NAME]


def enable_statements(table: str, owner: str, schema: str | None) -> Iterator[str]:
    """Statements that protect a table, whether or not it is protected already."""
    name = qualified(table, schema)
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    demanded = condition(owner)
    for policy in POLICIES:
        yield f"DROP POLICY IF EXISTS {policy.name} ON {name}"
        using = f" USING ({demanded})" if policy.using else ""
        check = f" WITH CHECK ({demanded})" if policy.check else ""
        yield f"CREATE POLICY {policy.name} ON {name} FOR {policy.command}{using}{check}"
    # Looked for by the server, so that a migration written out as SQL does the same.
    yield f"""DO $index$ BEGIN
IF NOT EXISTS (
  SELECT FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
  WHERE indrelid = {literal(name)}::regclass AND attname = {literal(owner)}
    AND indpred IS NULL AND indisvalid
) THEN
  CREATE INDEX {quoted(index_name(table, owner))} ON {name} ({quoted(owner)});
END IF;
END $index$"""


def disable_statements(table: str, owner: str, schema: str | None) -> Iterator[str]:
    """Statements that take back what `enable_statements` did: then everybody sees all rows."""
    name = qualified(table, schema)
    yield f"DROP INDEX IF EXISTS {qualified(index_name(table, owner), schema)}"
    for policy in POLICIES:
        yield f"DROP POLICY IF EXISTS {policy.name} ON {name}"
    yield f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} DISABLE ROW LEVEL SECURITY"
