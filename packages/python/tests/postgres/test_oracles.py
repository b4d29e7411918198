"""What keys tell of others' rows, and what the serving role can do about the policies."""

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from .world import World

OWNERS = "SELECT user_id FROM {} ORDER BY 1"


def test_a_unique_key_tells_what_others_have(world: World) -> None:
    world.prepare(world.admin, "UPDATE tasks SET slug = 'secret-plan' WHERE user_id = 'bob'")
    with pytest.raises(IntegrityError, match="duplicate key"):
        world.as_alice("INSERT INTO tasks (user_id, slug) VALUES ('alice', 'secret-plan')")


def test_a_unique_key_that_begins_with_the_owner_tells_nothing(world: World) -> None:
    world.prepare(
        world.owner,
        "ALTER TABLE tasks DROP CONSTRAINT tasks_slug_key",
        "ALTER TABLE tasks ADD UNIQUE (user_id, slug)",
    )
    world.prepare(world.admin, "UPDATE tasks SET slug = 'secret-plan' WHERE user_id = 'bob'")
    world.as_alice("INSERT INTO tasks (user_id, slug) VALUES ('alice', 'secret-plan')")


BOBS_PROJECT = "INSERT INTO projects (id, user_id) VALUES (7, 'bob')"


def test_a_foreign_key_finds_others_rows(world: World) -> None:
    """Checks of foreign keys see all rows: Alice learns that project 7 is there, and hangs a task on it."""
    world.prepare(world.admin, BOBS_PROJECT)
    assert world.as_alice("SELECT id FROM projects") == []
    world.as_alice("INSERT INTO tasks (user_id, project_id) VALUES ('alice', 7)")
    with pytest.raises(IntegrityError, match="foreign key"):
        world.as_alice("INSERT INTO tasks (user_id, project_id) VALUES ('alice', 8)")


def test_a_foreign_key_that_holds_the_owner_finds_the_callers_alone(world: World) -> None:
    world.prepare(
        world.owner,
        "ALTER TABLE projects ADD UNIQUE (user_id, id)",
        "ALTER TABLE tasks ADD FOREIGN KEY (user_id, project_id) REFERENCES projects (user_id, id)",
    )
    world.prepare(world.admin, BOBS_PROJECT)
    with pytest.raises(IntegrityError, match="foreign key"):
        world.as_alice("INSERT INTO tasks (user_id, project_id) VALUES ('alice', 7)")


def test_whoever_may_send_sql_may_be_anybody(world: World) -> None:
    """This wall is against mistakes: the serving role can set the setting itself."""
    world.as_alice("""SELECT set_config('request.jwt.claims', '{"sub": "bob"}', true)""")
    assert world.as_alice(OWNERS.format("tasks")) == ["bob"]


def test_row_security_off_is_an_error_and_no_way_round(world: World) -> None:
    world.as_alice("SET LOCAL row_security = off")
    with pytest.raises(DBAPIError, match="would be affected by row-level security policy"):
        world.as_alice(OWNERS.format("tasks"))


def test_the_owner_of_a_row_stays(world: World) -> None:
    with pytest.raises(ProgrammingError, match="row-level security policy"):
        world.as_alice("UPDATE tasks SET user_id = 'bob'")


def test_on_conflict_touches_no_other_row(world: World) -> None:
    with pytest.raises(ProgrammingError, match="row-level security policy"):
        world.as_alice(
            "INSERT INTO tasks (id, user_id) VALUES (3, 'alice') "
            "ON CONFLICT (id) DO UPDATE SET title = 'mine'"
        )
