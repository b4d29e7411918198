"""Users share the compiled statement, and nothing else."""

from collections.abc import Callable

import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from .conftest import Sessions
from .world import ALICE, BOB, Label, Task

SessionOf = Callable[[str], Session]


def owners(session: Session) -> set[str]:
    return {task.user_id for task in session.scalars(select(Task))}


def test_same_statement_for_two_users(session_of: SessionOf, shared: Sessions) -> None:
    """The second user has the first one's SQL from the cache, with their own id in it."""
    cache = shared.kw["bind"]._compiled_cache
    assert owners(session_of(ALICE)) == {ALICE}
    compiled = len(cache)
    for user in (BOB, ALICE, BOB):
        assert owners(session_of(user)) == {user}
    assert len(cache) == compiled


def test_same_statement_object(session_of: SessionOf) -> None:
    statement = select(Label).options(selectinload(Label.tasks)).order_by(Label.id)
    for user in (ALICE, BOB, ALICE):
        labels = session_of(user).scalars(statement).all()
        assert {task.user_id for label in labels for task in label.tasks} == {user}


def test_parameters_beside_the_owner(session_of: SessionOf) -> None:
    """Values of the statement and of the execution keep their places."""
    for user, first in ((ALICE, 101), (BOB, 201), (ALICE, 101)):
        statement = select(Task.id).where(Task.rank >= 1, Task.id < bindparam("limit")).where(Task.rank != 9)
        assert session_of(user).scalars(statement, {"limit": first + 2}).all() == [first, first + 1]


@pytest.mark.parametrize("name", ["param_1", "user_id", "user_id_1"])
def test_parameters_of_the_application(name: str, session_of: SessionOf) -> None:
    """They keep the names that SQLAlchemy gives to those without one, too."""
    statement = select(Task.id).where(Task.id <= bindparam(name), Task.id >= bindparam("other"))
    assert session_of(BOB).scalars(statement, {name: 201, "other": 0}).all() == [201]


STEMS = ("jwt_auth_bridge_owner", "param", "user_id", "id")


@pytest.mark.parametrize("name", [f"{stem}_{n}" for stem in STEMS for n in range(1, 5)])
def test_parameters_cannot_name_the_owner(name: str, session_of: SessionOf) -> None:
    """An execution's parameters go by name. One by the name that the filter's got would take its place."""
    session = session_of(BOB)
    assert session.scalars(select(Task.user_id).distinct(), {name: ALICE}).all() == [BOB]
    assert session.scalars(select(Task.user_id).distinct().params({name: ALICE})).all() == [BOB]
