"""The role that serves owns nothing, has no power over policies, and is nobody's member."""

import pytest

from .damage import Damaged

MEND = ": serve with a role of its own that owns nothing, is nobody's member and has only LOGIN"


def test_the_owner_is_refused(damaged: Damaged) -> None:
    assert damaged.faults(damaged.owner)[:3] == [
        # Of the database: whoever owns that owns the schema `public` through this role.
        f"the role {damaged.owner} is a member of pg_database_owner{MEND}",
        f"the role {damaged.owner} owns the table projects{MEND}",
        f"the role {damaged.owner} owns the table tasks{MEND}",
    ]


def test_the_schemas_owner_is_refused(damaged: Damaged) -> None:
    """Who could drop its tables."""
    damaged.run(damaged.admin, f"ALTER SCHEMA public OWNER TO {damaged.serving}")
    assert damaged.faults() == [f"the role {damaged.serving} owns the schema public{MEND}"]


def test_the_owner_of_a_part_is_refused(damaged: Damaged) -> None:
    damaged.run(damaged.owner, "CREATE TABLE tasks_of_may () INHERITS (tasks)")
    damaged.run(damaged.admin, f"ALTER TABLE tasks_of_may OWNER TO {damaged.serving}")
    assert f"the role {damaged.serving} owns the table tasks_of_may{MEND}" in damaged.faults()


def test_a_superuser_is_refused(damaged: Damaged) -> None:
    faults = damaged.faults(damaged.admin)
    assert f"the role {damaged.admin} is a superuser{MEND}" in faults
    assert not [fault for fault in faults if "is a member of" in fault]


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "has BYPASSRLS"),
        ("CREATEROLE", "has CREATEROLE, and can so become the tables' owner"),
        ("CREATEDB", "has CREATEDB, and can so own a database"),
        ("REPLICATION", "has REPLICATION, and can so copy every row"),
    ],
)
def test_powers_of_its_own(damaged: Damaged, attribute: str, words: str) -> None:
    damaged.run(damaged.admin, f"ALTER ROLE {damaged.serving} {attribute}")
    assert damaged.faults()[0] == f"the role {damaged.serving} {words}{MEND}"


@pytest.mark.parametrize("inherits", ["INHERIT", "NOINHERIT"])
def test_memberships(damaged: Damaged, inherits: str) -> None:
    """Direct or not, and of a role without any right: it may get some."""
    damaged.run(
        damaged.admin,
        f"ALTER ROLE {damaged.serving} {inherits}",
        "CREATE ROLE bridge_between NOLOGIN",
        "CREATE ROLE bridge_beyond NOLOGIN",
        "GRANT bridge_beyond TO bridge_between",
        f"GRANT {damaged.serving} TO {damaged.owner}",
    )
    assert damaged.faults() == []
    damaged.run(damaged.admin, f"GRANT bridge_between TO {damaged.serving}")
    assert damaged.faults() == [
        f"the role {damaged.serving} is a member of {role}{MEND}"
        for role in ("bridge_between", "bridge_beyond")
    ]


@pytest.mark.parametrize("role", ["pg_read_all_data", "pg_write_all_data", "pg_read_server_files"])
def test_roles_that_postgresql_comes_with(damaged: Damaged, role: str) -> None:
    damaged.run(damaged.admin, f"GRANT {role} TO {damaged.serving}")
    assert damaged.faults() == [f"the role {damaged.serving} is a member of {role}{MEND}"]


@pytest.mark.parametrize("grantee", ["PUBLIC", "serving"])
def test_who_may_create_tables_beside_the_owned_ones(damaged: Damaged, grantee: str) -> None:
    serving = damaged.serving
    damaged.run(
        damaged.admin, f"GRANT CREATE ON SCHEMA public TO {serving if grantee == 'serving' else grantee}"
    )
    mend = f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {serving}"
    assert damaged.faults() == [f"the role {serving} may create tables in the schema public: {mend}"]
    damaged.run(damaged.admin, mend)
    assert damaged.faults() == []
