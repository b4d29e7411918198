"""Databases of the tests' world, with the rows of one user or two."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.sqlalchemy import principal_session, system_session

from .world import ALICE, BOB, Base, principal, seed

Sessions = sessionmaker[Session]


def new_database(*users: str) -> Engine:
    """A database in memory with the rows of these users."""
    engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    Base.metadata.create_all(engine)
    with system_session(sessionmaker(engine), reason="rows for a test") as session:
        seed(session, *users)
    return engine


@pytest.fixture
def shared() -> Iterator[Sessions]:
    """Sessions of the database with both users' rows."""
    engine = new_database(ALICE, BOB)
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture
def session_of(shared: Sessions) -> Iterator[Callable[[str], Session]]:
    """`session_of("alice")`: her session of the shared database, closed afterwards."""
    opened: list[Session] = []

    def open_for(user_id: str) -> Session:
        session = principal_session(shared, principal(user_id))
        opened.append(session)
        return session

    yield open_for
    for session in opened:
        session.close()
