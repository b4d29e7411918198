"""What a connection begins with: no caller, and nothing that lets nothing be done."""

import pytest

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import check_row_level_security

from ..models import METADATA
from ..server import Database, migrate, new_database, role_of
from .damage import Damaged
from .test_check import engine_of

CLAIMS = """'{"sub":"alice"}'"""
ELSEWHERE = "take it out of the connection's options, or of the server's configuration"
WORDS = {
    "request.jwt.claims": "each connection begins as somebody",
    "row_security": "no statement reaches an owned table",
    "default_transaction_read_only": "nothing is ever written",
}


def said(name: str, mend: str) -> str:
    return f"the setting {name} has a default, so {WORDS[name]}: {mend}"


@pytest.fixture
def here(migrated: Database) -> str:
    """The name of the database."""
    return str(migrated.serving.database)


PLACES = ["ROLE {serving}", "DATABASE {here}", "ROLE {serving} IN DATABASE {here}", "ROLE ALL"]


@pytest.mark.parametrize("place", PLACES)
def test_a_caller_by_default(damaged: Damaged, here: str, place: str) -> None:
    """Whoever nobody is bound to would be Alice; the next connection would, if this one is not yet."""
    where = place.format(serving=damaged.serving, here=here)
    damaged.run(damaged.admin, f'ALTER {where} SET "request.jwt.claims" = {CLAIMS}')
    mend = f'ALTER {where} RESET "request.jwt.claims"'
    assert damaged.faults() == [said("request.jwt.claims", mend)]
    damaged.run(damaged.admin, mend)
    assert damaged.faults() == []


def test_defaults_of_others(damaged: Damaged) -> None:
    """An empty one is nobody; another role's, and another database's, are not this connection's."""
    damaged.run(
        damaged.admin,
        f'ALTER ROLE {damaged.owner} SET "request.jwt.claims" = {CLAIMS}',
        f'ALTER DATABASE postgres SET "request.jwt.claims" = {CLAIMS}',
        f"ALTER ROLE {damaged.serving} SET \"request.jwt.claims\" = ''",
    )
    assert damaged.faults() == []


def test_a_caller_that_the_connection_has_itself(migrated: Database) -> None:
    """By its options, or whatever sets it when it is made."""
    engine = engine_of(migrated, options='-c request.jwt.claims={"sub":"alice"}')
    with pytest.raises(ConfigurationError) as caught:
        check_row_level_security(engine, METADATA)
    assert str(caught.value).split("\n- ")[1:] == [said("request.jwt.claims", ELSEWHERE)]


def test_the_same_in_any_spelling(damaged: Damaged) -> None:
    """The server knows such names whatever their case."""
    damaged.run(damaged.admin, f'ALTER ROLE {damaged.serving} SET "Request.JWT.Claims" = {CLAIMS}')
    assert len(damaged.faults()) == 1


@pytest.mark.parametrize(
    ("name", "value"), [("row_security", "off"), ("default_transaction_read_only", "on")]
)
def test_a_role_that_could_do_nothing(name: str, value: str) -> None:
    with new_database() as database:
        migrate(database, METADATA)
        where = f"ROLE {role_of(database.serving)}"
        database.run("admin", f"ALTER {where} SET {name} = {value}")
        with pytest.raises(ConfigurationError) as caught:
            check_row_level_security(engine_of(database), METADATA)
        mend = f'ALTER {where} RESET "{name}"'
        assert str(caught.value).split("\n- ")[1:] == [said(name, mend)]
        database.run("admin", mend)
        check_row_level_security(engine_of(database), METADATA)


def test_a_role_that_may_only_read_may_say_so(migrated: Database) -> None:
    serving = role_of(migrated.serving)
    read_only = "-c default_transaction_read_only=on"
    with pytest.raises(ConfigurationError, match="nothing is ever written"):
        check_row_level_security(engine_of(migrated, options=read_only), METADATA)
    tables, writes = "tasks, projects", "INSERT, UPDATE, DELETE"
    migrated.run("owner", f"REVOKE {writes} ON {tables} FROM {serving}")
    try:
        check_row_level_security(engine_of(migrated, options=read_only), METADATA)
    finally:
        migrated.run("owner", f"GRANT {writes} ON {tables} TO {serving}")
