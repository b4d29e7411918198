"""The role that serves: it has no power over the policies, and nobody else's rights."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from .relations import Relation

_MEND = "serve with a role of its own that owns nothing, is nobody's member and has only LOGIN"

# The session's own role too: a connection may have begun with it, and can go back to it by RESET ROLE.
_ROLES = text(
    """
    SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
    FROM pg_roles WHERE rolname IN (current_user, session_user) ORDER BY rolname
    """
)
_POWERS = {
    "rolsuper": "is a superuser",
    "rolbypassrls": "has BYPASSRLS",
    "rolcreaterole": "has CREATEROLE, and can so become the tables' owner",
    "rolcreatedb": "has CREATEDB, and can so own a database",
    "rolreplication": "has REPLICATION, and can so copy every row",
}
# Directly or through others, inherited or to be taken by SET ROLE, and as the owner of the database.
_MEMBERSHIPS = text(
    """
    SELECT rolname FROM pg_roles
    WHERE rolname <> :role AND pg_has_role(CAST(:role AS name), oid, 'MEMBER') ORDER BY rolname
    """
)
_OWNED = text(
    """
    SELECT 'table ' || oid::regclass::text FROM pg_class
    WHERE oid = ANY(CAST(:oids AS oid[])) AND pg_get_userbyid(relowner) = :role
    UNION
    SELECT 'schema ' || pg_namespace.oid::regnamespace::text
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE pg_class.oid = ANY(CAST(:oids AS oid[])) AND pg_get_userbyid(nspowner) = :role
    ORDER BY 1
    """
)
# The schema's owners have been told of already.
_MAY_CREATE = text(
    """
    SELECT DISTINCT pg_namespace.oid::regnamespace::text, quote_ident(:role)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE pg_class.oid = ANY(CAST(:oids AS oid[]))
      AND NOT pg_has_role(CAST(:role AS name), nspowner, 'MEMBER')
      AND has_schema_privilege(CAST(:role AS name), pg_namespace.oid, 'CREATE')
    ORDER BY 1
    """
)


def role_faults(connection: Connection, tables: Sequence[Relation]) -> Iterator[str]:
    """Powers, memberships and property of the roles that this connection has.

    Its privileges are judged elsewhere, and are then all that it has or can get.
    """
    oids = [table.oid for table in tables]
    for role in connection.execute(_ROLES).mappings().all():
        name = role["rolname"]
        for power, words in _POWERS.items():
            if role[power]:
                yield f"the role {name} {words}: {_MEND}"
        if not role["rolsuper"]:  # who is every other role's member, and may do everything
            for other in connection.scalars(_MEMBERSHIPS, {"role": name}):
                yield f"the role {name} is a member of {other}: {_MEND}"
            for schema, grantee in connection.execute(_MAY_CREATE, {"role": name, "oids": oids}):
                mend = f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {grantee}"
                yield f"the role {name} may create tables in the schema {schema}: {mend}"
        for thing in connection.scalars(_OWNED, {"role": name, "oids": oids}):
            yield f"the role {name} owns the {thing}: {_MEND}"
