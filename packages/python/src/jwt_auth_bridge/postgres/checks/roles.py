"""The role that serves: neither it nor any role that it can become may go past the policies."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

_MEND = "serve with a role of its own that owns nothing, is nobody's member and has only LOGIN"

# The session's own role too: a connection may have begun with it, and can go back to it by RESET ROLE.
_ROLES = text(
    """
    SELECT rolname, rolname IN (current_user, session_user) AS own,
           rolsuper, rolbypassrls, rolcreaterole, rolreplication,
           rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files') AS files
    FROM pg_roles
    WHERE pg_has_role(current_user, oid, 'MEMBER') OR pg_has_role(session_user, oid, 'MEMBER')
    ORDER BY own DESC, rolname
    """
)
_POWERS = {
    "rolsuper": "is a superuser",
    "rolbypassrls": "has BYPASSRLS",
    "rolcreaterole": "has CREATEROLE, and can so become the tables' owner",
    "rolreplication": "has REPLICATION, and can so copy every row",
    "files": "reaches the server's files or programs, and so every row",
}
_OWNERS = text(
    """
    SELECT pg_get_userbyid(relowner), pg_get_userbyid(relowner) IN (current_user, session_user)
    FROM pg_class
    WHERE oid = :oid
      AND (pg_has_role(current_user, relowner, 'MEMBER') OR pg_has_role(session_user, relowner, 'MEMBER'))
    """
)


def role_faults(connection: Connection, tables: Mapping[str, int]) -> Iterator[str]:
    """Powers of the roles that this connection is or can become, and the tables that they own.

    tables: their names and numbers.
    """
    roles = connection.execute(_ROLES).mappings().all()
    for role in roles:
        for power, words in _POWERS.items():
            if role[power]:
                yield f"{_subject(role['rolname'], own=role['own'])} {words}: {_MEND}"
        if role["own"] and role["rolsuper"]:
            return  # who is every other role's member
    for name, oid in tables.items():
        for owner, own in connection.execute(_OWNERS, {"oid": oid}):
            yield f"{_subject(owner, own=own)} owns the table {name}: {_MEND}"


def _subject(role: str, *, own: bool) -> str:
    return f"the role {role}" if own else f"the role {role}, which the serving role can become,"
