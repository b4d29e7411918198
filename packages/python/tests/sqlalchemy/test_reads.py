"""A principal's session of a shared database reads what is in a database with none but their rows."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from jwt_auth_bridge.sqlalchemy import principal_session, system_session

from .conftest import Sessions, new_database
from .shapes import READS
from .world import ALICE, BOB, Base, principal, seed


@pytest.fixture(scope="module")
def both() -> Iterator[Sessions]:
    engine = new_database(ALICE, BOB)
    yield sessionmaker(engine)
    engine.dispose()


@pytest.fixture(scope="module")
def alone() -> Iterator[Callable[[str], Session]]:
    engines = {user: new_database(user) for user in (ALICE, BOB)}
    yield lambda user: system_session(sessionmaker(engines[user]), reason="what the user should see")
    for engine in engines.values():
        engine.dispose()


@pytest.mark.parametrize("user", [ALICE, BOB])
@pytest.mark.parametrize("name", READS)
def test_read(name: str, user: str, both: Sessions, alone: Callable[[str], Session]) -> None:
    """Each shape, for each user: the same statement object, and so the same cached SQL."""
    with alone(user) as session:
        expected = READS[name](session)
    with principal_session(both, principal(user)) as session:
        assert READS[name](session) == expected


@pytest.mark.parametrize("name", READS)
def test_shape_shows_something(name: str, both: Sessions, alone: Callable[[str], Session]) -> None:
    """Without the filter the shape finds other rows for one of the users at least."""
    with system_session(both, reason="what nobody should see") as session:
        unfiltered = READS[name](session)
    expected = []
    for user in (ALICE, BOB):
        with alone(user) as session:
            expected.append(READS[name](session))
    assert [unfiltered, unfiltered] != expected


async def test_reads_async(alone: Callable[[str], Session]) -> None:
    """The same through an AsyncSession, which has a sync session at its heart."""
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    sessions = async_sessionmaker(engine)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with system_session(sessions, reason="rows for a test") as session:
        await session.run_sync(lambda s: seed(s, ALICE, BOB))
    for user in (ALICE, BOB):
        for name, read in READS.items():
            with alone(user) as session:
                expected = read(session)
            async with principal_session(sessions, principal(user)) as mine:
                assert await mine.run_sync(read) == expected, name
    await engine.dispose()
