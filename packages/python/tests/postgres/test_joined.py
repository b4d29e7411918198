"""Sessions within a transaction that others began: it knows the caller for as long as they last."""

import gc
from collections.abc import AsyncIterator, Iterator
from typing import Any, Literal

import pytest
from sqlalchemy import Connection, NullPool, create_engine, insert, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from jwt_auth_bridge.postgres import bind_principal

from .conftest import ALICE, BOB
from .models import TASKS
from .server import Database
from .sessions import ASYNC, BOUNCED, async_engine

OWNERS = select(TASKS.c.user_id).order_by(TASKS.c.id)
ALICES = ["alice", "alice"]
SEEN = select(TASKS.c.title).where(TASKS.c.user_id == "alice").distinct()
Mode = Literal["control_fully", "rollback_only", "create_savepoint"]
MODES: tuple[Mode, ...] = ("control_fully", "rollback_only", "create_savepoint")


@pytest.fixture(params=ASYNC + BOUNCED)
async def engine(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    async with async_engine(database, request.param, pool_size=1, max_overflow=0) as engine:
        yield engine


@pytest.fixture(params=["begun", "to begin with the first statement"])
async def outer(engine: AsyncEngine, request: pytest.FixtureRequest) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction; asyncpg's BEGIN goes out with the first statement."""
    async with engine.connect() as connection:
        await connection.begin()
        if request.param == "begun":
            await connection.execute(text("SELECT 1"))
        yield connection


async def owners(of: AsyncConnection | AsyncSession) -> list[str]:
    return list((await of.execute(OWNERS)).scalars())


@pytest.mark.parametrize("mode", MODES)
async def test_the_caller_comes_and_goes_with_the_session(outer: AsyncConnection, mode: Mode) -> None:
    for principal, own in ((ALICE, ALICES), (BOB, ["bob"])):
        async with AsyncSession(outer, join_transaction_mode=mode) as session:
            bind_principal(session, principal)
            assert await owners(session) == own
        if outer.in_transaction():
            assert await owners(outer) == []


@pytest.mark.parametrize("mode", ["rollback_only", "create_savepoint"])
async def test_after_a_commit_nobody_is_known_until_the_next_statement(
    outer: AsyncConnection, mode: Any
) -> None:
    async with AsyncSession(outer, join_transaction_mode=mode) as session:
        bind_principal(session, ALICE)
        await session.execute(update(TASKS).values(title="seen"))
        await session.commit()
        assert await owners(outer) == []
        assert (await session.scalars(SEEN)).all() == ["seen"]
    assert await owners(outer) == []


async def test_a_session_without_a_statement_leaves_nothing_to_begin_with(outer: AsyncConnection) -> None:
    async with AsyncSession(outer) as session:
        bind_principal(session, ALICE)
        await session.connection()
    assert await owners(outer) == []


@pytest.mark.parametrize("mode", MODES)
async def test_after_a_failure_nobody_is_known(engine: AsyncEngine, mode: Mode) -> None:
    async with engine.connect() as outer:
        await outer.begin()
        async with AsyncSession(outer, join_transaction_mode=mode) as session:
            bind_principal(session, ALICE)
            with pytest.raises(ProgrammingError, match="row-level security policy"):
                await session.execute(insert(TASKS).values(user_id="bob"))
        if outer.in_transaction() and not outer.invalidated:
            assert await owners(outer) == []
    async with engine.connect() as outer:
        assert await owners(outer) == []


@pytest.mark.parametrize("fails", [False, True])
async def test_a_savepoint_brings_no_caller_back(engine: AsyncEngine, fails: bool) -> None:
    """One that is made while the session is at work remembers the setting."""
    async with engine.connect() as outer:
        await outer.begin()
        async with AsyncSession(outer, join_transaction_mode="rollback_only") as session:
            bind_principal(session, ALICE)
            assert await owners(session) == ALICES
            savepoint = await outer.begin_nested()
            if fails:
                with pytest.raises(ProgrammingError, match="row-level security policy"):
                    await session.execute(insert(TASKS).values(user_id="bob"))
        await savepoint.rollback()
        assert outer.invalidated or await owners(outer) == []


async def test_an_older_savepoint_is_no_harm(engine: AsyncEngine) -> None:
    async with engine.connect() as outer:
        await outer.begin()
        savepoint = await outer.begin_nested()
        async with AsyncSession(outer) as session:
            bind_principal(session, ALICE)
            assert await owners(session) == ALICES
        assert await owners(outer) == []
        await savepoint.rollback()
        assert await owners(outer) == []


async def test_two_callers_do_not_meet_in_one_transaction(outer: AsyncConnection) -> None:
    async with AsyncSession(outer) as alices, AsyncSession(outer) as bobs:
        bind_principal(alices, ALICE)
        bind_principal(bobs, BOB)
        assert await owners(alices) == ALICES
        with pytest.raises(RuntimeError, match="another caller's"):
            await owners(bobs)
        assert await owners(alices) == ALICES


async def test_two_sessions_of_one_caller_do(outer: AsyncConnection) -> None:
    async with AsyncSession(outer) as first:
        bind_principal(first, ALICE)
        assert await owners(first) == ALICES
        async with AsyncSession(outer) as second:
            bind_principal(second, ALICE)
            assert await owners(second) == ALICES
        assert await owners(first) == ALICES
    assert await owners(outer) == []


@pytest.mark.filterwarnings("ignore:The garbage collector is trying to clean up")
async def test_a_session_that_was_dropped_holds_nobody_up(engine: AsyncEngine) -> None:
    async with engine.connect() as outer:
        await outer.begin()
        session = AsyncSession(outer)
        bind_principal(session, ALICE)
        assert await owners(session) == ALICES
        del session
        gc.collect()
        async with AsyncSession(outer) as bobs:
            bind_principal(bobs, BOB)
            assert await owners(bobs) == ["bob"]
        assert await owners(outer) == []


@pytest.fixture
def synchronous(database: Database) -> Iterator[Connection]:
    engine = create_engine(database.serving.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        connection.begin()
        yield connection


@pytest.mark.parametrize("mode", MODES)
def test_synchronous_sessions(synchronous: Connection, mode: Mode) -> None:
    for principal, own in ((ALICE, ALICES), (BOB, ["bob"])):
        with Session(synchronous, join_transaction_mode=mode) as session:
            bind_principal(session, principal)
            assert session.scalars(OWNERS).all() == own
            session.flush()
            with session.begin_nested():
                assert session.scalars(OWNERS).all() == own
            assert session.scalars(OWNERS).all() == own
        if synchronous.in_transaction():
            assert synchronous.scalars(OWNERS).all() == []
        else:
            synchronous.begin()
