"""The relations by which an owned table's rows can be reached."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, text


class Relation(NamedTuple):
    """A table, a view or a materialized view."""

    oid: int
    name: str
    """As PostgreSQL writes it for this connection, quoted and with its schema where it must be."""
    bare: str
    """Without either."""


# Parts first, then all that any of them is a part of: a part may have several parents.
_FAMILY = text(
    """
    WITH RECURSIVE part AS (
      SELECT unnest(CAST(:oids AS oid[])) AS oid
      UNION SELECT inhrelid FROM part JOIN pg_inherits ON inhparent = part.oid
    ), whole AS (
      SELECT oid FROM part
      UNION SELECT inhparent FROM whole JOIN pg_inherits ON inhrelid = whole.oid
    )
    SELECT oid, oid::regclass::text AS name, relname FROM whole JOIN pg_class USING (oid) ORDER BY name
    """
)
_READERS = text(
    """
    WITH RECURSIVE reached AS (
      SELECT unnest(CAST(:oids AS oid[])) AS oid
      UNION
      SELECT ev_class FROM reached
      JOIN pg_depend ON refclassid = 'pg_class'::regclass AND refobjid = reached.oid
      JOIN pg_rewrite ON classid = 'pg_rewrite'::regclass AND objid = pg_rewrite.oid
    )
    SELECT oid, oid::regclass::text AS name, relname FROM reached JOIN pg_class USING (oid) ORDER BY name
    """
)


def family(connection: Connection, oids: Iterable[int]) -> list[Relation]:
    """These tables with their partitions, those that inherit from them, and all that either is a part of.

    A statement follows the policies of the table that it names, and not those of the tables in which it
    finds the rows.
    """
    return [Relation(*row) for row in connection.execute(_FAMILY, {"oids": list(oids)})]


def with_readers(connection: Connection, tables: Iterable[Relation]) -> list[Relation]:
    """These tables, and what reads or changes them by a rewrite rule: views, and tables with a RULE.

    A view over a view counts too: the outer one decides whose rights the inner one is used with.
    """
    oids = [table.oid for table in tables]
    return [Relation(*row) for row in connection.execute(_READERS, {"oids": oids})]
