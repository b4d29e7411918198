"""A connection that the server has cut: told in SQLAlchemy's words, and replaced by the pool."""

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE
from .models import TASKS
from .server import Database
from .sessions import ASYNC, async_engine

OWNERS = select(TASKS.c.user_id)
CUT = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def cut(database: Database) -> None:
    with database.connect("admin") as connection:
        assert set(connection.exec_driver_sql(CUT)) == {(True,)}


@pytest.mark.parametrize("way", ASYNC)
async def test_asynchronous(database: Database, way: str) -> None:
    async with async_engine(database, way, pool_size=1, max_overflow=0) as engine:
        async with AsyncSession(engine) as session:
            await session.execute(OWNERS)
        cut(database)
        async with AsyncSession(engine) as session:
            bind_principal(session, ALICE)
            with pytest.raises(DBAPIError) as caught:
                await session.execute(OWNERS)
            assert caught.value.connection_invalidated
        async with AsyncSession(engine) as session:
            bind_principal(session, ALICE)
            assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]


def test_synchronous(database: Database) -> None:
    url = database.serving.set(drivername="postgresql+psycopg")
    engine = create_engine(url, pool_size=1, max_overflow=0)
    with Session(engine) as session:
        session.execute(OWNERS)
    cut(database)
    with Session(engine) as session:
        bind_principal(session, ALICE)
        with pytest.raises(DBAPIError) as caught:
            session.execute(OWNERS)
        assert caught.value.connection_invalidated
    with Session(engine) as session:
        bind_principal(session, ALICE)
        assert session.scalars(OWNERS).all() == ["alice", "alice"]
    engine.dispose()
