"""A session's caller is known in each of its transactions, and to nobody after them."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE, BOB
from .models import TASKS
from .server import Database
from .sessions import ASYNC, BOUNCED, async_engine

OWNERS = select(TASKS.c.user_id).order_by(TASKS.c.id)
SETTING = text("SELECT current_setting('request.jwt.claims', true)")


@pytest.fixture(params=ASYNC + BOUNCED)
async def engine(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    """One connection, so that each test's sessions get the same."""
    async with async_engine(database, request.param, pool_size=1, max_overflow=0) as engine:
        yield engine


async def test_each_sees_their_own_on_the_same_connection(engine: AsyncEngine) -> None:
    for _ in range(3):
        for principal, owners in ((ALICE, ["alice", "alice"]), (BOB, ["bob"])):
            async with AsyncSession(engine) as session:
                bind_principal(session, principal)
                assert (await session.scalars(OWNERS)).all() == owners
        async with AsyncSession(engine) as session:
            assert (await session.scalars(OWNERS)).all() == []


async def test_nobody_sees_and_writes_nothing(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        assert (await session.scalars(OWNERS)).all() == []
        assert (await session.execute(update(TASKS).values(title="x"))).rowcount == 0  # type: ignore[attr-defined]
        assert (await session.execute(delete(TASKS))).rowcount == 0  # type: ignore[attr-defined]
        with pytest.raises(ProgrammingError, match="row-level security policy"):
            await session.execute(insert(TASKS).values(user_id="alice"))


async def test_the_setting_is_local_to_the_transaction(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        assert await session.scalar(SETTING) == '{"sub": "alice", "sid": "session-of-alice"}'
    async with AsyncSession(engine) as session:
        assert await session.scalar(SETTING) in (None, "")


async def test_a_commit_in_the_middle(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        for count in range(1, 4):
            await session.execute(insert(TASKS).values(user_id="alice"))
            await session.commit()
            assert len((await session.scalars(OWNERS)).all()) == 2 + count


async def test_a_rollback_in_the_middle(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        await session.execute(delete(TASKS))
        await session.rollback()
        assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]


async def test_a_failed_statement_and_the_next_transaction(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        with pytest.raises(ProgrammingError, match="row-level security policy"):
            await session.execute(insert(TASKS).values(user_id="bob"))
        with pytest.raises(DBAPIError):
            await session.execute(OWNERS)
        await session.rollback()
        assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]


async def test_savepoints_lose_nothing(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        async with session.begin_nested():
            assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]
        savepoint = await session.begin_nested()
        with pytest.raises(ProgrammingError):
            await session.execute(insert(TASKS).values(user_id="bob"))
        await savepoint.rollback()
        assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]
    async with AsyncSession(engine) as session, session.begin_nested():
        assert (await session.scalars(OWNERS)).all() == []


async def test_a_transaction_without_a_statement_leaves_nothing(engine: AsyncEngine) -> None:
    """With asyncpg BEGIN comes with the first statement: the caller announced for it must not come later."""
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        await session.connection()
    async with AsyncSession(engine) as session:
        assert (await session.scalars(OWNERS)).all() == []
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        held = (await session.connection()).get_transaction()
        assert held is not None
        await session.rollback()
        async with engine.connect() as connection:
            assert (await connection.scalars(OWNERS)).all() == []
        assert not held.is_active


async def test_autocommit_knows_nobody(engine: AsyncEngine) -> None:
    """A setting that is local to a transaction is gone with its own statement."""
    async with AsyncSession(engine.execution_options(isolation_level="AUTOCOMMIT")) as session:
        bind_principal(session, ALICE)
        assert (await session.scalars(OWNERS)).all() == []
        with pytest.raises(ProgrammingError, match="row-level security policy"):
            await session.execute(insert(TASKS).values(user_id="alice"))
    async with AsyncSession(engine) as session:
        assert (await session.scalars(OWNERS)).all() == []


async def test_stricter_isolation_levels(engine: AsyncEngine) -> None:
    async with AsyncSession(engine.execution_options(isolation_level="SERIALIZABLE")) as session:
        bind_principal(session, ALICE)
        assert (await session.scalars(OWNERS)).all() == ["alice", "alice"]
        assert await session.scalar(text("SHOW transaction_isolation")) == "serializable"


async def test_a_session_has_one_caller(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        bind_principal(session, ALICE)
        bind_principal(session, ALICE)
        with pytest.raises(RuntimeError, match="another principal's"):
            bind_principal(session, BOB)
        assert await session.scalar(select(func.count()).select_from(TASKS)) == 2


async def test_a_caller_comes_before_the_first_statement(engine: AsyncEngine) -> None:
    async with AsyncSession(engine) as session:
        await session.execute(OWNERS)
        with pytest.raises(RuntimeError, match="before the session begins"):
            bind_principal(session, ALICE)


def test_another_database_is_refused() -> None:
    engine = create_engine("sqlite://")
    with Session(engine) as session:
        bind_principal(session, ALICE)
        with pytest.raises(ConfigurationError, match="bind_principal needs PostgreSQL: sqlite has no"):
            session.execute(text("SELECT 1"))
    engine.dispose()
