"""What Bob writes on a database that he shares is what he would write on one with none but his rows."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, make_transient_to_detached, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from jwt_auth_bridge.sqlalchemy import ForeignOwner, UnfilteredTable, principal_session, system_session

from .conftest import Sessions, new_database
from .world import ALICE, BOB, Task, principal, snapshot
from .writes import FOREIGN, HERS, REFUSED, UPSERTS, WRITES

Rows = dict[str, list[tuple[Any, ...]]]
SessionOf = Callable[[str], Session]


def rows_in(sessions: Sessions, user: str) -> Rows:
    with system_session(sessions, reason="what is there") as session:
        return snapshot(session, user)


@pytest.mark.parametrize("name", WRITES | UPSERTS)
def test_write(name: str, shared: Sessions) -> None:
    """Bob's rows are as they would be without Alice; Alice's are as they were."""
    alone = sessionmaker(new_database(BOB))
    hers = rows_in(shared, ALICE)
    answers = []
    for sessions in (alone, shared):
        with principal_session(sessions, principal(BOB)) as session:
            answers.append((WRITES | UPSERTS)[name](session))
            session.commit()
    if name in WRITES:
        assert answers[0] == answers[1]
        assert rows_in(shared, BOB) == rows_in(alone, BOB)
    else:
        his = {row[0]: row[1:3] for row in rows_in(shared, BOB)["tasks"]}
        untouched = {n: (BOB, f"bob {n}") for n in (202, 203)}
        # Hers, at 101, is in the way of one row of the three.
        assert his == {201: (BOB, "over"), 300: (BOB, "over")} | untouched
    assert rows_in(shared, ALICE) == hers
    alone.kw["bind"].dispose()


@pytest.mark.parametrize("name", FOREIGN)
def test_another_owner(name: str, shared: Sessions) -> None:
    """Refused before anything reaches the database."""
    before = [rows_in(shared, user) for user in (ALICE, BOB)]
    with principal_session(shared, principal(BOB)) as session:
        with pytest.raises(ForeignOwner) as refused:
            FOREIGN[name](session)
        session.rollback()
    assert ALICE not in str(refused.value)
    assert [rows_in(shared, user) for user in (ALICE, BOB)] == before


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, shared: Sessions) -> None:
    """Before anything reaches the database."""
    before = [rows_in(shared, user) for user in (ALICE, BOB)]
    with principal_session(shared, principal(BOB)) as session, pytest.raises(UnfilteredTable):
        REFUSED[name](session)
    assert [rows_in(shared, user) for user in (ALICE, BOB)] == before


def test_add_over_another_users_key(session_of: SessionOf) -> None:
    """Keys are unique for all users: the database tells that there is a row, and no more."""
    session = session_of(BOB)
    session.add(Task(id=HERS, title="mine now"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_flush_of_a_forged_object(shared: Sessions, session_of: SessionOf) -> None:
    """An object that pretends to be loaded: the UPDATE finds no row of Bob's."""
    before = rows_in(shared, ALICE)
    session = session_of(BOB)
    forged = Task(id=HERS)
    make_transient_to_detached(forged)
    session.add(forged)
    forged.title = "changed"
    with pytest.raises(StaleDataError):
        session.flush()
    session.rollback()
    assert rows_in(shared, ALICE) == before


@pytest.mark.parametrize("bring", [Session.add, partial(Session.merge, load=False)], ids=["add", "merge"])
def test_object_of_another_session(bring: Callable[[Session, Task], object], session_of: SessionOf) -> None:
    """A cache that mixes users up ends here, and not in an answer."""
    session = session_of(ALICE)
    hers = session.get_one(Task, HERS)
    session.expunge(hers)
    with pytest.raises(ForeignOwner):
        bring(session_of(BOB), hers)
