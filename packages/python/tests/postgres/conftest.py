"""A migrated database, and two users who know nothing of each other."""

from collections.abc import Iterator

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from jwt_auth_bridge import Principal
from jwt_auth_bridge.postgres import bind_principal

from .models import METADATA, TASKS
from .server import Database, migrate, new_database
from .world import World


def principal(user_id: str) -> Principal:
    return Principal(user_id, f"session-of-{user_id}", "https://app.example", frozenset(), {})


ALICE, BOB = principal("alice"), principal("bob")


@pytest.fixture(scope="session")
def migrated() -> Iterator[Database]:
    """The schema of `models`, for tests that change none of it."""
    with new_database() as database:
        migrate(database, METADATA)
        yield database


@pytest.fixture
def database(migrated: Database) -> Database:
    """The same, with two tasks of Alice's and one of Bob's in it and nothing else."""
    migrated.run("admin", "TRUNCATE projects, tasks RESTART IDENTITY")
    owners = ("alice", "alice", "bob")
    with migrated.connect("admin") as connection:
        connection.execute(insert(TASKS), [{"user_id": owner, "title": f"of {owner}"} for owner in owners])
        connection.commit()
    return migrated


@pytest.fixture
def world(database: Database) -> Iterator[World]:
    """The database above, to change as a test likes: nothing of that is kept."""
    with database.connect("admin") as connection, Session(connection) as session:
        bind_principal(session, ALICE)
        yield World(session.connection(), database)
