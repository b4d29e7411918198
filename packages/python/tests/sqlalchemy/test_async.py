"""An AsyncSession of a principal, in its own words."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import selectinload
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.sqlalchemy import (
    ForeignOwner,
    NoPrincipal,
    UnreviewedSql,
    principal_session,
    system_session,
)

from .world import ALICE, BOB, Base, Label, Task, principal, seed

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def engine() -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with system_session(async_sessionmaker(engine), reason="rows for a test") as session:
        await session.run_sync(lambda s: seed(s, ALICE, BOB))
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


async def test_reads(sessions: Sessions) -> None:
    for user, first in ((ALICE, 101), (BOB, 201)):
        async with principal_session(sessions, principal(user)) as session:
            assert [
                task.id async for task in await session.stream_scalars(select(Task).order_by(Task.id))
            ] == [
                first,
                first + 1,
                first + 2,
            ]
            assert await session.scalar(select(func.count()).select_from(Task)) == 3
            assert [(await session.get(Task, n)) is None for n in (101, 201)] == [user == BOB, user == ALICE]
            task = await session.get_one(Task, first)
            await session.refresh(task, ["notes"])
            assert {note.writer for note in task.notes} == {user}
            labels = await session.scalars(select(Label).options(selectinload(Label.tasks)))
            assert {task.user_id for label in labels for task in label.tasks} == {user}
            connection = await session.connection()
            assert len((await connection.execute(select(Task.__table__))).all()) == 3


async def test_writes(sessions: Sessions) -> None:
    async with principal_session(sessions, principal(BOB)) as session:
        session.add(task := Task(id=300, title="new"))
        await session.commit()
        assert task.user_id == BOB
        changed = await session.scalars(update(Task).values(title="changed").returning(Task.id))
        assert sorted(changed) == [201, 202, 203, 300]
        task.user_id = ALICE
        with pytest.raises(ForeignOwner):
            await session.commit()


async def test_refusals(sessions: Sessions, engine: AsyncEngine) -> None:
    async with principal_session(sessions, principal(BOB)) as session:
        with pytest.raises(UnreviewedSql):
            await session.execute(text("SELECT * FROM own_tasks"))
        with pytest.raises(UnreviewedSql):
            await (await session.connection()).exec_driver_sql("SELECT * FROM own_tasks")
    async with sessions() as session:
        with pytest.raises(NoPrincipal):
            await session.scalars(select(Task))
    async with engine.connect() as connection:
        with pytest.raises(NoPrincipal):
            await connection.execute(select(Task.__table__))
