"""What goes round row-level security and what does not: docs/row-level-security.md has the list."""

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE
from .server import Database
from .world import World

OWNERS = "SELECT user_id FROM {} ORDER BY 1"
ALICES, ALL = ["alice", "alice"], ["alice", "alice", "bob"]


def test_a_plain_view_of_a_superusers_shows_all(world: World) -> None:
    world.prepare(world.admin, "CREATE VIEW v AS SELECT * FROM tasks")
    world.prepare(world.admin, f"GRANT SELECT ON v TO {world.serving}")
    assert world.as_alice(OWNERS.format("v")) == ALL


def test_a_plain_view_of_the_tables_owner_is_held_by_force(world: World) -> None:
    world.prepare(world.owner, "CREATE VIEW v AS SELECT * FROM tasks")
    world.prepare(world.owner, f"GRANT SELECT ON v TO {world.serving}")
    assert world.as_alice(OWNERS.format("v")) == ALICES
    world.prepare(world.owner, "ALTER TABLE tasks NO FORCE ROW LEVEL SECURITY")
    assert world.as_alice(OWNERS.format("v")) == ALL


def test_a_view_with_security_invoker_shows_the_callers(world: World) -> None:
    world.prepare(
        world.admin,
        "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM tasks",
        f"GRANT SELECT ON v TO {world.serving}",
    )
    assert world.as_alice(OWNERS.format("v")) == ALICES


def test_a_materialized_view_shows_all(world: World) -> None:
    world.prepare(
        world.admin,
        "CREATE MATERIALIZED VIEW v AS SELECT * FROM tasks",
        f"GRANT SELECT ON v TO {world.serving}",
    )
    assert world.as_alice(OWNERS.format("v")) == ALL


FUNCTION = (
    "CREATE FUNCTION f() RETURNS SETOF varchar LANGUAGE sql AS 'SELECT user_id FROM tasks ORDER BY 1' {}"
)


def test_a_security_definer_function_of_a_superusers_shows_all(world: World) -> None:
    world.prepare(world.admin, FUNCTION.format("SECURITY DEFINER"))
    assert world.as_alice("SELECT f()") == ALL


def test_one_of_the_tables_owner_is_held_by_force(world: World) -> None:
    world.prepare(world.owner, FUNCTION.format("SECURITY DEFINER"))
    assert world.as_alice("SELECT f()") == ALICES


def test_a_security_invoker_function_shows_the_callers(world: World) -> None:
    world.prepare(world.admin, FUNCTION.format("SECURITY INVOKER"))
    assert world.as_alice("SELECT f()") == ALICES


def test_truncate_is_not_granted(world: World) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        world.as_alice("TRUNCATE tasks")


def test_truncate_asks_no_policy(world: World) -> None:
    world.prepare(world.owner, f"GRANT TRUNCATE ON tasks TO {world.serving}")
    world.as_alice("TRUNCATE tasks")
    assert world.count() == 0


def test_copy_out_shows_the_callers(database: Database) -> None:
    with database.connect("serving") as connection, Session(connection) as session:
        bind_principal(session, ALICE)
        cursor = session.connection().connection.cursor()
        with cursor.copy("COPY tasks (user_id) TO STDOUT") as copied:
            assert [row for (row,) in copied.rows()] == ALICES


def test_copy_in_is_refused(database: Database) -> None:
    """PostgreSQL takes no COPY FROM into a table with policies, not even of one's own rows."""
    with database.connect("serving") as connection, Session(connection) as session:
        bind_principal(session, ALICE)
        cursor = session.connection().connection.cursor()
        with pytest.raises(Exception, match="COPY FROM not supported with row-level security"):  # noqa: SIM117
            with cursor.copy("COPY tasks (user_id) FROM STDIN") as copied:
                copied.write_row(("alice",))
