"""Views over owned tables: they ask with their owner's rights, unless they are told not to."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

# A view over a view counts too: the outer one decides whose rights the inner one is used with.
_VIEWS = text(
    """
    WITH RECURSIVE reached AS (
      SELECT unnest(CAST(:oids AS oid[])) AS oid
      UNION
      SELECT ev_class FROM reached
      JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = reached.oid
      JOIN pg_rewrite ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
    )
    SELECT oid::regclass::text, relkind = 'm',
           EXISTS (SELECT FROM pg_options_to_table(reloptions)
                   WHERE option_name = 'security_invoker' AND option_value::boolean)
    FROM reached JOIN pg_class USING (oid)
    WHERE relkind IN ('v', 'm')
      AND (has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')
           OR has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE'))
    ORDER BY 1
    """
)


def view_faults(connection: Connection, tables: Mapping[str, int]) -> Iterator[str]:
    """Views that the role may use, and that policies do not hold for.

    tables: names and numbers of the owned ones.
    """
    for name, stored, invoker in connection.execute(_VIEWS, {"oids": list(tables.values())}):
        if stored:
            yield f"the materialized view {name} keeps everybody's rows: revoke all on {name} from the role"
        elif not invoker:
            mend = f"ALTER VIEW {name} SET (security_invoker = true)"
            yield f"the view {name} reads with its owner's rights: {mend}, or revoke all on it from the role"
