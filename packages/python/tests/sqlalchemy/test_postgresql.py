"""The same shapes on PostgreSQL, through psycopg and asyncpg, and those that SQLite does not have."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, Engine, NullPool, create_engine, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import Session, sessionmaker

from jwt_auth_bridge.sqlalchemy import ForeignOwner, principal_session, system_session

from ..postgres.server import server_url
from .conftest import Sessions
from .shapes import ON_POSTGRESQL, READS
from .world import ALICE, BOB, Base, principal, seed, snapshot
from .writes import FOREIGN, UPSERTS, WRITES
from .writes import ON_POSTGRESQL as WRITES_ON_POSTGRESQL

SCHEMAS = {"both": (ALICE, BOB), ALICE: (ALICE,), BOB: (BOB,)}
Reader = Callable[[str], Session]


def in_schema(name: str) -> dict[str, str]:
    return {"options": f"-c search_path=isolation_{name}"}


def fill(engine: Engine, name: str) -> None:
    """The world's rows, with notes on tasks that are not in this schema."""
    Base.metadata.drop_all(engine)
    Base.metadata.create_all(engine)
    with system_session(sessionmaker(engine), reason="rows for a test") as session:
        session.execute(text("SET LOCAL session_replication_role = replica"))
        seed(session, *SCHEMAS[name])


@pytest.fixture(scope="module")
def url() -> URL:
    return server_url().set(drivername="postgresql+psycopg")


@pytest.fixture(scope="module")
def engines(url: URL) -> Iterator[dict[str, Engine]]:
    admin = create_engine(url, poolclass=NullPool)
    engines = {name: create_engine(url, connect_args=in_schema(name)) for name in SCHEMAS}
    for name, engine in engines.items():
        with admin.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA isolation_{name}"))
        fill(engine, name)
    yield engines
    for name, engine in engines.items():
        engine.dispose()
        with admin.begin() as connection:
            connection.execute(text(f"DROP SCHEMA isolation_{name} CASCADE"))


@pytest.mark.parametrize("user", [ALICE, BOB])
@pytest.mark.parametrize("name", READS | ON_POSTGRESQL)
def test_read(name: str, user: str, engines: dict[str, Engine]) -> None:
    read = (READS | ON_POSTGRESQL)[name]
    with system_session(sessionmaker(engines[user]), reason="what the user should see") as session:
        expected = read(session)
    with principal_session(sessionmaker(engines["both"]), principal(user)) as session:
        assert read(session) == expected


def test_reads_through_asyncpg(url: URL, engines: dict[str, Engine]) -> None:
    expected = {}
    for user in (ALICE, BOB):
        for name, read in (READS | ON_POSTGRESQL).items():
            with system_session(sessionmaker(engines[user]), reason="what the user should see") as session:
                expected[user, name] = read(session)

    async def run() -> None:
        settings = {"server_settings": {"search_path": "isolation_both"}}
        engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), connect_args=settings)
        for user, name in expected:
            async with principal_session(async_sessionmaker(engine), principal(user)) as session:
                read = (READS | ON_POSTGRESQL)[name]
                assert await session.run_sync(read) == expected[user, name], name
        await engine.dispose()

    asyncio.run(run())


def test_writes(engines: dict[str, Engine]) -> None:
    """Bob's writes on both schemas; then all is as it was, but for his."""
    both, alone = sessionmaker(engines["both"]), sessionmaker(engines[BOB])
    for name, write in (WRITES | UPSERTS | WRITES_ON_POSTGRESQL).items():
        for engine in ("both", BOB):
            fill(engines[engine], engine)
        hers, answers = rows_in(both, ALICE), []
        for sessions in (alone, both):
            with principal_session(sessions, principal(BOB)) as session:
                answers.append(write(session))
                session.commit()
        assert rows_in(both, ALICE) == hers, name
        if name not in UPSERTS:
            assert answers[0] == answers[1], name
            assert rows_in(both, BOB) == rows_in(alone, BOB), name


def rows_in(sessions: Sessions, user: str) -> object:
    with system_session(sessions, reason="what is there") as session:
        return snapshot(session, user)


def test_foreign_writes(engines: dict[str, Engine]) -> None:
    both = sessionmaker(engines["both"])
    fill(engines["both"], "both")
    before = [rows_in(both, user) for user in (ALICE, BOB)]
    for write in FOREIGN.values():
        with principal_session(both, principal(BOB)) as session, pytest.raises(ForeignOwner):
            write(session)
    assert [rows_in(both, user) for user in (ALICE, BOB)] == before
