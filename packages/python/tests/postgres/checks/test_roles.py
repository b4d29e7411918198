"""The role that serves owns nothing, and can become nobody who does."""

import pytest

from .damage import Damaged

MEND = ": serve with a role of its own that owns nothing, is nobody's member and has only LOGIN"


def test_the_owner_is_refused(damaged: Damaged) -> None:
    assert damaged.faults(damaged.owner)[:2] == [
        f"the role {damaged.owner} owns the table projects{MEND}",
        f"the role {damaged.owner} owns the table tasks{MEND}",
    ]


def test_a_superuser_is_refused(damaged: Damaged) -> None:
    assert f"the role {damaged.admin} is a superuser{MEND}" in damaged.faults(damaged.admin)


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "has BYPASSRLS"),
        ("CREATEROLE", "has CREATEROLE, and can so become the tables' owner"),
        ("REPLICATION", "has REPLICATION, and can so copy every row"),
    ],
)
def test_powers_of_its_own(damaged: Damaged, attribute: str, words: str) -> None:
    damaged.run(damaged.admin, f"ALTER ROLE {damaged.serving} {attribute}")
    assert damaged.faults()[0] == f"the role {damaged.serving} {words}{MEND}"


@pytest.mark.parametrize("inherits", ["INHERIT", "NOINHERIT"])
def test_powers_of_a_role_that_it_can_become(damaged: Damaged, inherits: str) -> None:
    damaged.run(
        damaged.admin,
        f"ALTER ROLE {damaged.owner} BYPASSRLS",
        f"ALTER ROLE {damaged.serving} {inherits}",
        "CREATE ROLE bridge_between NOLOGIN",
        f"GRANT {damaged.owner} TO bridge_between",
    )
    assert damaged.faults() == []
    damaged.run(damaged.admin, f"GRANT bridge_between TO {damaged.serving}")
    subject = f"the role {damaged.owner}, which the serving role can become,"
    faults = damaged.faults()
    assert faults[0] == f"{subject} has BYPASSRLS{MEND}"
    assert f"{subject} owns the table tasks{MEND}" in faults


def test_the_servers_files(damaged: Damaged) -> None:
    damaged.run(damaged.admin, f"GRANT pg_read_server_files TO {damaged.serving}")
    words = "reaches the server's files or programs, and so every row"
    assert damaged.faults() == [
        f"the role pg_read_server_files, which the serving role can become, {words}{MEND}"
    ]
