"""Keys that change an owned table's rows along with others."""

import pytest

from .damage import Damaged

KEY = "ALTER TABLE tasks ADD CONSTRAINT k FOREIGN KEY "


def fault(by: str, key: str = "k") -> str:
    return (
        f"the foreign key {key} changes rows of tasks past their policies: let both of its ends hold "
        f"the owner, or make it ON DELETE RESTRICT ON UPDATE RESTRICT, or revoke {by}"
    )


@pytest.fixture
def keyed(damaged: Damaged) -> Damaged:
    """With what a key that holds the owner refers to, and a table of everybody's."""
    damaged.run(
        damaged.owner,
        "ALTER TABLE tasks DROP CONSTRAINT tasks_project_id_fkey",
        "ALTER TABLE projects ADD UNIQUE (user_id, id)",
        "CREATE TABLE users (id varchar(255) PRIMARY KEY)",
        "CREATE TABLE plans (id integer PRIMARY KEY)",
    )
    return damaged


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL", "SET DEFAULT"])
@pytest.mark.parametrize("event", ["DELETE", "UPDATE"])
@pytest.mark.parametrize("table", ["projects", "news"])
def test_actions(keyed: Damaged, event: str, action: str, table: str) -> None:
    """Alice can hang a task on Bob's project, and Bob then deletes it with that."""
    keyed.run(keyed.owner, f"{KEY} (project_id) REFERENCES {table} ON {event} {action}")
    assert keyed.faults() == [fault(f"{event} on {table}")]


@pytest.mark.parametrize("action", ["NO ACTION", "RESTRICT"])
def test_no_action_changes_nothing(keyed: Damaged, action: str) -> None:
    keyed.run(keyed.owner, f"{KEY} (project_id) REFERENCES news ON DELETE {action} ON UPDATE {action}")
    assert keyed.faults() == []


@pytest.mark.parametrize(
    "actions", ["ON DELETE CASCADE", "ON UPDATE CASCADE", "ON DELETE SET NULL (project_id)"]
)
def test_both_ends_hold_the_owner(keyed: Damaged, actions: str) -> None:
    keyed.run(keyed.owner, f"{KEY} (user_id, project_id) REFERENCES projects (user_id, id) {actions}")
    assert keyed.faults() == []


@pytest.mark.parametrize(
    ("actions", "event"),
    [
        ("ON DELETE SET NULL", "DELETE"),
        ("ON DELETE SET DEFAULT", "DELETE"),
        ("ON UPDATE SET NULL", "UPDATE"),
        ("ON UPDATE SET DEFAULT", "UPDATE"),
    ],
)
def test_the_owner_itself_is_not_set(keyed: Damaged, actions: str, event: str) -> None:
    keyed.run(keyed.owner, f"{KEY} (user_id, project_id) REFERENCES projects (user_id, id) {actions}")
    assert keyed.faults() == [fault(f"{event} on projects")]


def test_the_owner_against_another_column_is_no_owner(keyed: Damaged) -> None:
    keyed.run(
        keyed.owner,
        "ALTER TABLE projects ADD giver varchar(255)",
        "ALTER TABLE projects ADD UNIQUE (giver, id)",
        f"{KEY} (user_id, project_id) REFERENCES projects (giver, id) ON DELETE CASCADE",
    )
    assert keyed.faults() == [fault("DELETE on projects")]


def test_users_that_the_role_may_not_delete(keyed: Damaged) -> None:
    """The usual key from the owner to a table of users: its actions are for who deletes users."""
    serving = keyed.serving
    keyed.run(
        keyed.owner,
        f"{KEY} (user_id) REFERENCES users ON DELETE CASCADE",
        f"GRANT SELECT, INSERT, UPDATE ON users TO {serving}",
    )
    assert keyed.faults() == []
    keyed.run(keyed.owner, f"GRANT DELETE ON users TO {serving}")
    assert keyed.faults() == [fault("DELETE on users")]


@pytest.mark.parametrize(
    ("ways", "by"),
    [
        (
            [
                "ALTER TABLE users ADD plan integer REFERENCES plans ON DELETE CASCADE",
                "GRANT DELETE ON plans TO {}",
            ],
            "DELETE on plans",
        ),
        (
            ["CREATE VIEW members AS SELECT * FROM users", "GRANT DELETE ON members TO {}"],
            "DELETE on members",
        ),
        (
            [
                "CREATE TABLE people (id varchar(255) NOT NULL)",
                "ALTER TABLE users INHERIT people",
                "GRANT DELETE ON people TO {}",
            ],
            "DELETE on people",
        ),
        (
            [
                "CREATE RULE leave AS ON UPDATE TO plans DO ALSO DELETE FROM users",
                "GRANT UPDATE (id) ON plans TO {}",
            ],
            "UPDATE on plans",
        ),
        # A plan that goes sets a column of users, and deletes none.
        (
            [
                "ALTER TABLE users ADD plan integer REFERENCES plans ON DELETE SET NULL",
                "GRANT DELETE ON plans TO {}",
            ],
            "",
        ),
    ],
)
def test_a_longer_way(keyed: Damaged, ways: list[str], by: str) -> None:
    keyed.run(keyed.owner, f"{KEY} (user_id) REFERENCES users ON DELETE CASCADE")
    keyed.run(keyed.owner, *(way.format(keyed.serving) for way in ways))
    assert keyed.faults() == ([fault(by)] if by else [])


def test_a_longer_way_of_an_update(keyed: Damaged) -> None:
    keyed.run(
        keyed.owner,
        f"{KEY} (user_id) REFERENCES users ON UPDATE CASCADE",
        "CREATE TABLE people (id varchar(255) PRIMARY KEY)",
        "ALTER TABLE users ADD FOREIGN KEY (id) REFERENCES people ON UPDATE CASCADE",
        f"GRANT UPDATE (id) ON people TO {keyed.serving}",
    )
    assert keyed.faults() == [fault("UPDATE on people")]


def test_a_key_of_a_part(keyed: Damaged) -> None:
    keyed.run(
        keyed.owner,
        "CREATE TABLE tasks_of_may () INHERITS (tasks)",
        KEY.replace("tasks", "tasks_of_may") + "(project_id) REFERENCES news ON DELETE CASCADE",
    )
    assert keyed.faults() == [fault("DELETE on news").replace("of tasks", "of tasks_of_may")]
