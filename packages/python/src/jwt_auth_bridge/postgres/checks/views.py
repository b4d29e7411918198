"""Views and rules over owned tables: they ask with their owner's rights, unless a view is told not to."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from .relations import Relation

_VIEWS = text(
    """
    SELECT oid::regclass::text, relkind = 'm',
           EXISTS (SELECT FROM pg_options_to_table(reloptions)
                   WHERE option_name = 'security_invoker' AND option_value::boolean)
    FROM pg_class
    WHERE oid = ANY(CAST(:oids AS oid[])) AND relkind IN ('v', 'm')
      AND (has_table_privilege(oid, 'SELECT, INSERT, UPDATE, DELETE')
           OR has_any_column_privilege(oid, 'SELECT, INSERT, UPDATE'))
    ORDER BY 1
    """
)
# What a view is made of is a rule for SELECT. All others ask with the owner's rights, on a view with
# security_invoker too.
_RULES = text(
    """
    SELECT quote_ident(rulename), ev_class::regclass::text FROM pg_rewrite
    WHERE ev_class = ANY(CAST(:oids AS oid[])) AND ev_type <> '1' AND ev_enabled <> 'D'
      AND (has_table_privilege(ev_class, 'INSERT, UPDATE, DELETE')
           OR has_any_column_privilege(ev_class, 'INSERT, UPDATE'))
    ORDER BY 2, 1
    """
)


def view_faults(connection: Connection, readers: Sequence[Relation]) -> Iterator[str]:
    """Views that the role may use and that policies do not hold for, and rules that its statements set off.

    readers: the owned tables and whatever reads them.
    """
    oids = {"oids": [reader.oid for reader in readers]}
    for name, stored, invoker in connection.execute(_VIEWS, oids):
        if stored:
            yield f"the materialized view {name} keeps everybody's rows: revoke all on {name} from the role"
        elif not invoker:
            mend = f"ALTER VIEW {name} SET (security_invoker = true)"
            yield f"the view {name} reads with its owner's rights: {mend}, or revoke all on it from the role"
    for rule, on in connection.execute(_RULES, oids):
        yield f"the rule {rule} on {on} acts with its owner's rights: DROP RULE {rule} ON {on}"
