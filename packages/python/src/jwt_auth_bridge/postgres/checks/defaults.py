"""Settings that a connection begins with: one of them would be a caller, others let nothing be done."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from ..setting import SETTING
from .relations import Relation

_CURRENT = text("SELECT current_setting(:name, true)")
# Whoever connects next begins with these; a pool's connection may be older than they are.
_KEPT = text(
    """
    SELECT CASE WHEN setrole = 0 AND setdatabase <> 0 THEN 'DATABASE ' || quote_ident(datname)
                ELSE 'ROLE ' || CASE setrole WHEN 0 THEN 'ALL' ELSE setrole::regrole::text END
                     || coalesce(' IN DATABASE ' || quote_ident(datname), '') END
    FROM pg_db_role_setting LEFT JOIN pg_database ON pg_database.oid = setdatabase, unnest(setconfig) AS kept
    WHERE (setdatabase = 0 OR datname = current_database())
      AND (setrole = 0 OR pg_get_userbyid(setrole) IN (current_user, session_user))
      AND lower(split_part(kept, '=', 1)) = :name AND kept NOT LIKE '%='
    ORDER BY 1
    """
)
_WRITES = text(
    """
    SELECT bool_or(has_table_privilege(oid, 'INSERT, UPDATE, DELETE')
                   OR has_any_column_privilege(oid, 'INSERT, UPDATE'))
    FROM unnest(CAST(:oids AS oid[])) AS oid WHERE NOT pg_is_in_recovery()
    """
)


def default_faults(connection: Connection, tables: Sequence[Relation]) -> Iterator[str]:
    """Defaults of the role, the database, the server or the connection's own options.

    A caller among them is the caller of whatever nobody is bound to. A role that may write on this server
    and begins its transactions read-only is refused, one that may only read is not.
    """
    caller, kept = connection.scalar(_CURRENT, {"name": SETTING}), _kept(connection, SETTING)
    if caller or kept:
        yield _fault(SETTING, "each connection begins as somebody", kept)
    if connection.scalar(_CURRENT, {"name": "row_security"}) != "on":
        yield _fault("row_security", "no statement reaches an owned table", _kept(connection, "row_security"))
    read_only = "default_transaction_read_only"
    if connection.scalar(_CURRENT, {"name": read_only}) != "off" and connection.scalar(
        _WRITES, {"oids": [table.oid for table in tables]}
    ):
        yield _fault(read_only, "nothing is ever written", _kept(connection, read_only))


def _kept(connection: Connection, name: str) -> list[str]:
    return list(connection.scalars(_KEPT, {"name": name}))


def _fault(name: str, words: str, kept: list[str]) -> str:
    mends = [f'ALTER {place} RESET "{name}"' for place in kept]
    mend = "; ".join(mends) or "take it out of the connection's options, or of the server's configuration"
    return f"the setting {name} has a default, so {words}: {mend}"
