"""docs/row-level-security.md: its examples run as they stand, and it lists what the tests try."""

import asyncio
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from fastapi import FastAPI
from sqlalchemy import Connection, create_engine, delete, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import sessionmaker

import jwt_auth_bridge.postgres.alembic as _operations  # noqa: F401 - registers
from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.postgres import bind_principal, check_row_level_security
from jwt_auth_bridge.sqlalchemy import system_session

from .conftest import ALICE, BOB
from .models import METADATA, TASKS
from .relay import Relay
from .server import Database, migrate, new_database, role_of
from .sessions import through_pgbouncer

PAGE = (Path(__file__).parents[4] / "docs" / "row-level-security.md").read_text("utf-8")
MODEL, MIGRATION, DATA, SERVE, START, POOLED = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
ROLES, JOBS = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)


def run_migration(code: str, connection: Connection, database: Database) -> None:
    """As the page has it, but for the name of the role that serves."""
    names = {"op": Operations(MigrationContext.configure(connection))}
    exec(code.replace("todo_api", role_of(database.serving)), names)  # noqa: S102 - our own text


async def test_the_page_works() -> None:
    with new_database() as database:
        serving = database.serving.set(drivername="postgresql+asyncpg")
        names: dict[str, Any] = {"__name__": "page", "url": serving}
        exec(MODEL + SERVE + START + POOLED, names)  # noqa: S102 - our own text
        with database.connect("owner") as connection:
            names["Base"].metadata.create_all(connection)
            run_migration(MIGRATION, connection, database)
            connection.commit()
        async with names["lifespan"](FastAPI()):
            pass
        url = through_pgbouncer(serving)
        pooled = create_async_engine(url, connect_args=names["through_pgbouncer"])
        for engine in (names["engine"], pooled):
            for caller in (ALICE, BOB):
                async with AsyncSession(engine) as session:
                    bind_principal(session, caller)
                    session.add(names["Task"](user_id=caller.user_id, title=caller.user_id))
                    await session.commit()
        assert await names["titles"](ALICE) == ["alice", "alice"]
        assert await names["titles"](BOB) == ["bob", "bob"]
        await names["engine"].dispose()
        await pooled.dispose()


async def test_the_start_waits_for_a_database_and_for_no_mend(migrated: Database) -> None:
    """Its address answers later; and then with a role that owns the tables."""
    relay = Relay(migrated.serving)
    reserved = await asyncio.start_server(relay.serve, "127.0.0.1", 0)
    port = reserved.sockets[0].getsockname()[1]
    reserved.close()
    await reserved.wait_closed()
    waits = asyncio.Event()

    async def sleep(_seconds: float) -> None:
        waits.set()
        await asyncio.sleep(0.01)

    names: dict[str, Any] = {"Base": type("Base", (), {"metadata": METADATA})}
    exec(START, names)  # noqa: S102 - our own text
    names["sleep"] = sleep

    def engine(url: Any) -> Any:
        return create_async_engine(url.set(drivername="postgresql+asyncpg"))

    names["engine"] = engine(migrated.serving.set(host="127.0.0.1", port=port))
    async with asyncio.timeout(20):
        starting = asyncio.create_task(names["lifespan"](FastAPI()).__aenter__())
        await waits.wait()
        assert not starting.done()
        async with await asyncio.start_server(relay.serve, "127.0.0.1", port):
            await starting
            await names["engine"].dispose()
            await relay.over.wait()
    names["engine"] = engine(migrated.owner)
    with pytest.raises(ConfigurationError, match="owns the table tasks"):
        await names["lifespan"](FastAPI()).__aenter__()
    await names["engine"].dispose()


def test_a_migration_changes_users_rows() -> None:
    with new_database() as database:
        migrate(database, METADATA)
        with database.connect("admin") as connection:
            rows = [{"user_id": owner, "title": " x "} for owner in ("alice", "bob")]
            connection.execute(insert(TASKS), rows)
            connection.commit()
        titles = select(TASKS.c.title).distinct()
        force, update, again = DATA.splitlines()
        with database.connect("owner") as connection:
            run_migration(update, connection, database)
            connection.commit()
        with database.connect("admin") as connection:
            assert connection.scalars(titles).all() == [" x "]
        with database.connect("owner") as connection:
            run_migration(DATA, connection, database)
            connection.commit()
        engine = create_engine(database.serving.set(drivername="postgresql+psycopg"))
        with database.connect("admin") as connection:
            assert connection.scalars(titles).all() == ["x"]
        check_row_level_security(engine, METADATA)
        with database.connect("owner") as connection:
            run_migration(force, connection, database)
            connection.commit()
        with pytest.raises(ConfigurationError, match="row-level security is not forced upon its owner"):
            check_row_level_security(engine, METADATA)
        assert again.count("FORCE") == 1
        engine.dispose()


def test_jobs_have_a_role_of_their_own(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    serving_role = role_of(database.serving)
    jobs = f"{serving_role}_jobs"
    create, *admit = JOBS.replace("todo_jobs", jobs).replace("…", "secret").splitlines()
    database.run("admin", create)
    try:
        database.run("owner", *admit)
        engine = create_engine(database.serving.set(drivername="postgresql+psycopg"))
        check_row_level_security(engine, METADATA)
        jobs_url = database.serving.set(drivername="postgresql+psycopg", username=jobs, password="secret")
        jobs_engine = create_engine(jobs_url)
        for role, seen in ((engine, set[str]()), (jobs_engine, {"alice", "bob"})):
            with system_session(sessionmaker(role), reason="counts tasks") as session:
                assert set(session.execute(select(TASKS.c.user_id)).scalars()) == seen
        with system_session(sessionmaker(jobs_engine), reason="deletes closed accounts") as session:
            session.execute(delete(TASKS).where(TASKS.c.user_id == "bob"))
            session.commit()
        with database.connect("admin") as connection:
            assert set(connection.scalars(select(TASKS.c.user_id))) == {"alice"}
        assert {record.levelno for record in caplog.records} == {logging.WARNING}
        database.run("admin", f"GRANT {jobs} TO {serving_role}")
        with pytest.raises(ConfigurationError, match=f"is a member of {jobs}"):
            check_row_level_security(engine, METADATA)
        engine.dispose()
        jobs_engine.dispose()
    finally:
        database.run("admin", f"DROP OWNED BY {jobs}", f"DROP ROLE {jobs}")


def test_a_backup_of_the_owners_leaves_no_rows_out(database: Database) -> None:
    """`pg_dump` sets this first: then PostgreSQL says no rather than a part."""
    with database.connect("owner") as connection:
        connection.execute(text("SET row_security = off"))
        with pytest.raises(DBAPIError, match="would be affected by row-level security policy"):
            connection.execute(select(TASKS))


def test_the_grants_are_of_single_tables() -> None:
    assert "DEFAULT PRIVILEGES" not in PAGE
    assert "ON ALL TABLES" not in PAGE
    assert "GRANT" not in ROLES
