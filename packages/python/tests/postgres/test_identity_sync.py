"""The same for sessions that are not asynchronous."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, insert, select
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE, BOB
from .models import TASKS
from .server import Database
from .sessions import through_pgbouncer

OWNERS = select(TASKS.c.user_id).order_by(TASKS.c.id)


@pytest.fixture(params=["psycopg", "psycopg through PgBouncer"])
def engine(database: Database, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """One connection, so that each test's sessions get the same."""
    bounced = "PgBouncer" in request.param
    url = through_pgbouncer(database.serving) if bounced else database.serving
    arguments = {"prepare_threshold": None} if bounced else {}
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"), pool_size=1, max_overflow=0, connect_args=arguments
    )
    yield engine
    engine.dispose()


def test_each_sees_their_own_on_the_same_connection(engine: Engine) -> None:
    for _ in range(3):
        for principal, owners in ((ALICE, ["alice", "alice"]), (BOB, ["bob"])):
            with Session(engine) as session:
                bind_principal(session, principal)
                assert session.scalars(OWNERS).all() == owners
        with Session(engine) as session:
            assert session.scalars(OWNERS).all() == []


def test_commits_rollbacks_failures_and_savepoints(engine: Engine) -> None:
    with Session(engine) as session:
        bind_principal(session, ALICE)
        session.execute(insert(TASKS).values(user_id="alice"))
        session.commit()
        assert len(session.scalars(OWNERS).all()) == 3
        with pytest.raises(ProgrammingError, match="row-level security policy"):
            session.execute(insert(TASKS).values(user_id="bob"))
        with pytest.raises(DBAPIError):
            session.execute(OWNERS)
        session.rollback()
        with pytest.raises(ProgrammingError), session.begin_nested():
            session.execute(insert(TASKS).values(user_id="bob"))
        assert session.scalars(OWNERS).all() == ["alice"] * 3


def test_autocommit_knows_nobody(engine: Engine) -> None:
    with Session(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
        bind_principal(session, ALICE)
        assert session.scalars(OWNERS).all() == []
