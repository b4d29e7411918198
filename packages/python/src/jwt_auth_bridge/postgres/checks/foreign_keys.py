"""Foreign keys that change an owned table's rows when the row which they refer to changes.

PostgreSQL does so as the table's owner, and asks no policy, FORCE or not (ri_triggers.c:
SECURITY_NOFORCE_RLS).
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

# A delete (d) or an update (u) of one relation brings one of another about: by a key's action, by a parent's
# name, by a view or a rule. From each key's other end all of them are followed to where the role may write.
_KEYS = text(
    """
    WITH RECURSIVE owned AS (
      SELECT owned.oid, attnum
      FROM unnest(CAST(:oids AS oid[]), CAST(:owners AS text[])) AS owned (oid, owner)
      JOIN pg_attribute ON attrelid = owned.oid AND attname = owner
    ), acting AS (
      SELECT * FROM pg_constraint
      WHERE contype = 'f' AND (confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd'))
    ), cause AS (
      SELECT conrelid AS relation, CASE confdeltype WHEN 'c' THEN 'd' ELSE 'u' END AS event,
             confrelid AS source, 'd' AS source_event
      FROM acting WHERE confdeltype IN ('c', 'n', 'd')
      UNION ALL
      SELECT conrelid, 'u', confrelid, 'u' FROM acting WHERE confupdtype IN ('c', 'n', 'd')
      UNION ALL
      SELECT inhrelid, event, inhparent, event FROM pg_inherits, unnest(ARRAY['d', 'u']) AS event
      UNION ALL
      SELECT refobjid, event, ev_class, source_event
      FROM pg_depend JOIN pg_rewrite ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid,
           unnest(ARRAY['d', 'u']) AS event, unnest(ARRAY['d', 'u']) AS source_event
      WHERE refclassid = 'pg_class'::regclass
    ), way AS (
      SELECT acting.oid AS key, confrelid AS relation, event
      FROM acting JOIN owned ON owned.oid = conrelid, unnest(ARRAY['d', 'u']) AS event
      WHERE CASE event WHEN 'd' THEN confdeltype ELSE confupdtype END IN ('c', 'n', 'd')
        AND NOT (
          -- Both ends hold the owner, and it stays as it is: policies let nobody touch another's row there.
          EXISTS (SELECT FROM unnest(conkey, confkey) AS pair (own, other)
                  JOIN owned AS referred ON referred.oid = confrelid AND referred.attnum = pair.other
                  WHERE pair.own = owned.attnum)
          AND (CASE event WHEN 'd' THEN confdeltype ELSE confupdtype END = 'c'
               OR event = 'd' AND coalesce(owned.attnum <> ALL(confdelsetcols), false)))
      UNION
      SELECT key, source, source_event FROM way JOIN cause USING (relation, event)
    )
    SELECT quote_ident(conname), conrelid::regclass::text,
           string_agg(DISTINCT CASE event WHEN 'd' THEN 'DELETE' ELSE 'UPDATE' END
                               || ' on ' || relation::regclass::text, ', ')
    FROM way JOIN pg_constraint ON pg_constraint.oid = key
    WHERE CASE event WHEN 'd' THEN has_table_privilege(relation, 'DELETE')
                     ELSE has_any_column_privilege(relation, 'UPDATE') END
    GROUP BY conname, conrelid ORDER BY 2, 1
    """
)


def foreign_key_faults(connection: Connection, owners: Mapping[int, str]) -> Iterator[str]:
    """Keys by which the role changes or deletes others' rows of owned tables.

    owners: the number of each table, and its owner's column.
    """
    found = connection.execute(_KEYS, {"oids": list(owners), "owners": list(owners.values())})
    for key, table, by in found:
        yield (
            f"the foreign key {key} changes rows of {table} past their policies: let both of its ends hold "
            f"the owner, or make it ON DELETE RESTRICT ON UPDATE RESTRICT, or revoke {by}"
        )
