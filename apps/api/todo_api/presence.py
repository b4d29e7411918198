"""Whether this service's table is there, and for this role: asked of the catalog.

Not of the table: nobody is asking, so no row is theirs.
"""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from todo_api.database_url import ROLES

_SQLITE = text("SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = :name)")
# PostgreSQL finds a table in those schemas of the search_path alone that the role may use.
_POSTGRESQL = text(
    """
    SELECT quote_ident(current_user) AS role, here IS NOT NULL AS found, elsewhere, usable,
           (SELECT string_agg(privilege, ', ')
            FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS privilege
            WHERE NOT has_table_privilege(here, privilege)) AS lacking
    FROM to_regclass(:name) AS here LEFT JOIN LATERAL (
      SELECT relnamespace::regnamespace::text, has_schema_privilege(relnamespace, 'USAGE') FROM pg_class
      WHERE relname = :name AND relkind IN ('r', 'p') AND relpersistence <> 't'
      ORDER BY 2 DESC, 1 LIMIT 1
    ) AS other (elsewhere, usable) ON true
    """
)


async def missing(connection: AsyncConnection, table: str) -> str | None:
    """What is missing, in a sentence with its mend; None when the role can read and write the table."""
    if connection.dialect.name == "sqlite":
        there = await connection.scalar(_SQLITE, {"name": table})
        return None if there else _absent(table)
    found = (await connection.execute(_POSTGRESQL, {"name": table})).one()
    if found.lacking:
        return (
            f"the role {found.role} lacks {found.lacking} on the table {table}: run the migrations, which "
            "grant it to the role of DATABASE_URL, or correct DATABASE_URL"
        )
    if found.found:
        return None
    if found.elsewhere is None:
        return _absent(table)
    if found.usable:
        return (
            f"the role {found.role} does not look for the table {table} in the schema {found.elsewhere}: "
            f"ALTER ROLE {found.role} RESET search_path, or the same for the database"
        )
    return f"the role {found.role} lacks USAGE on the schema {found.elsewhere}. {ROLES}"


def _absent(table: str) -> str:
    return f"the table {table} is not there: run the migrations"
