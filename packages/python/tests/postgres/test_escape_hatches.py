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


def test_a_trigger_of_a_superusers_changes_all(world: World) -> None:
    """Nobody has to let the role EXECUTE its function."""
    world.prepare(
        world.admin,
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER "
        "AS 'BEGIN UPDATE tasks SET title = NEW.text; RETURN NEW; END'",
        "REVOKE EXECUTE ON FUNCTION f FROM PUBLIC",
        "CREATE TRIGGER t BEFORE INSERT ON news FOR EACH ROW EXECUTE FUNCTION f()",
    )
    world.as_alice("INSERT INTO news (text) VALUES ('x')")
    assert world.count("WHERE title = 'x'") == len(ALL)


@pytest.mark.parametrize(("owner", "left"), [("admin", 0), ("owner", 1)])
def test_a_rule_acts_with_its_tables_owners_rights(world: World, owner: str, left: int) -> None:
    world.prepare(
        world.admin,
        f"ALTER TABLE news OWNER TO {getattr(world, owner)}",
        "CREATE RULE r AS ON INSERT TO news DO ALSO DELETE FROM tasks",
    )
    world.as_alice("INSERT INTO news (text) VALUES ('x')")
    assert world.count() == left


def test_security_invoker_holds_for_no_rule(world: World) -> None:
    world.prepare(
        world.admin,
        "CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM tasks",
        "CREATE RULE r AS ON UPDATE TO v DO INSTEAD DELETE FROM tasks",
        f"GRANT SELECT, UPDATE ON v TO {world.serving}",
    )
    world.as_alice("UPDATE v SET title = ''")
    assert world.count() == 0


@pytest.mark.parametrize("by", ["parent", "child"])
def test_by_another_table_of_its_family_all_rows_are_reached(world: World, by: str) -> None:
    world.prepare(
        world.owner,
        "CREATE TABLE parent (user_id varchar(255) NOT NULL)",
        "ALTER TABLE tasks INHERIT parent",
        "CREATE TABLE child () INHERITS (tasks)",
        f"GRANT SELECT ON parent, child TO {world.serving}",
    )
    world.prepare(world.admin, "INSERT INTO child SELECT * FROM ONLY tasks", "DELETE FROM ONLY tasks")
    assert world.as_alice(OWNERS.format("tasks")) == ALICES
    assert world.as_alice(OWNERS.format(by)) == ALL


@pytest.mark.parametrize(("action", "left"), [("CASCADE", 0), ("SET NULL", 3)])
def test_a_foreign_keys_action_asks_no_policy(world: World, action: str, left: int) -> None:
    """Not even with FORCE: PostgreSQL acts as the tables' owner, and lets that one in."""
    world.prepare(
        world.owner,
        "ALTER TABLE tasks DROP CONSTRAINT tasks_project_id_fkey",
        f"ALTER TABLE tasks ADD FOREIGN KEY (project_id) REFERENCES news ON DELETE {action}",
    )
    world.prepare(world.admin, "INSERT INTO news VALUES (1)", "UPDATE tasks SET project_id = 1")
    world.as_alice("DELETE FROM news")
    assert world.count() == left
    assert world.count("WHERE project_id IS NOT NULL") == 0


def test_a_foreign_key_that_holds_the_owner_acts_on_the_callers_rows(world: World) -> None:
    world.prepare(
        world.owner,
        "ALTER TABLE tasks DROP CONSTRAINT tasks_project_id_fkey",
        "ALTER TABLE projects ADD UNIQUE (user_id, id)",
        "ALTER TABLE tasks ADD FOREIGN KEY (user_id, project_id) REFERENCES projects (user_id, id) "
        "ON DELETE CASCADE",
    )
    world.prepare(
        world.admin,
        "INSERT INTO projects (id, user_id) VALUES (7, 'alice'), (8, 'bob')",
        "UPDATE tasks SET project_id = CASE user_id WHEN 'bob' THEN 8 ELSE 7 END",
    )
    world.as_alice("DELETE FROM projects")
    assert world.count() == 1


def test_a_part_without_an_owner_is_everybodys(world: World) -> None:
    """As in joined inheritance, or between two models."""
    world.prepare(
        world.owner,
        "CREATE TABLE urgent (id integer REFERENCES tasks (id), user_id varchar(255))",
        f"GRANT SELECT ON urgent TO {world.serving}",
    )
    world.prepare(world.admin, "INSERT INTO urgent SELECT id, user_id FROM tasks")
    assert world.as_alice(OWNERS.format("urgent")) == ALL


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
