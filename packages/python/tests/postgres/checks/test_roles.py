"""The role that serves owns nothing and can become nobody."""

import pytest
from sqlalchemy import NullPool, create_engine

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import check_row_level_security

from ..models import METADATA
from ..server import Database, role_of
from .refusal import engine_of, refusal

MEND = ": serve with a role of its own that owns nothing, is nobody's member and has only LOGIN"


def test_the_owner_is_refused(database: Database) -> None:
    owner = role_of(database.owner)
    message = refusal(database, "owner")
    assert f"the role {owner} owns the table projects{MEND}; " in message
    assert f"the role {owner} owns the table tasks{MEND}" in message


def test_a_superuser_is_refused(database: Database) -> None:
    message = refusal(database, "admin")
    assert message.startswith(f"the role {role_of(database.admin)} is a superuser{MEND}; ")


def test_reset_role_is_not_forgotten(database: Database) -> None:
    """A connection that becomes a lesser role by SET ROLE can become its first one again."""
    arguments = {"options": f"-c role={role_of(database.serving)}"}
    url = database.admin.set(drivername="postgresql+psycopg")
    engine = create_engine(url, connect_args=arguments, poolclass=NullPool)
    with pytest.raises(ConfigurationError, match=f"the role {role_of(database.admin)} is a superuser"):
        check_row_level_security(engine, METADATA)


@pytest.mark.parametrize(
    ("attribute", "words"),
    [
        ("SUPERUSER", "is a superuser"),
        ("BYPASSRLS", "has BYPASSRLS"),
        ("CREATEROLE", "has CREATEROLE"),
        ("REPLICATION", "has REPLICATION"),
    ],
)
def test_powers_of_its_own(database: Database, attribute: str, words: str) -> None:
    serving = role_of(database.serving)
    database.run("admin", f"ALTER ROLE {serving} {attribute}")
    assert refusal(database).startswith(f"the role {serving} {words}")


def test_powers_of_a_role_that_it_can_become(database: Database) -> None:
    serving, owner = role_of(database.serving), role_of(database.owner)
    database.run("admin", f"ALTER ROLE {owner} BYPASSRLS", f"ALTER ROLE {serving} NOINHERIT")
    check_row_level_security(engine_of(database), METADATA)
    database.run("admin", f"GRANT {owner} TO {serving}")
    message = refusal(database)
    assert message.startswith(f"the role {owner}, which the serving role can become, has BYPASSRLS")
    assert f"the role {owner}, which the serving role can become, owns the table tasks" in message


def test_the_servers_files(database: Database) -> None:
    database.run("admin", f"GRANT pg_read_server_files TO {role_of(database.serving)}")
    assert "pg_read_server_files, which the serving role can become, reaches the server's" in refusal(
        database
    )
