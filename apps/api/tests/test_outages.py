"""What the database does to the service: it is not there, it is slow, it comes back."""

import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import AuthBridge
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError

from tests.caller import Caller, is_problem
from tests.conftest import WEB_ORIGIN
from todo_api.database import Database, create_engine
from todo_api.main import create_app
from todo_api.problems import DatabaseUnavailable
from todo_api.settings import Settings

ON_POSTGRESQL = pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True, scope="session")

END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@asynccontextmanager
async def client_of(auth: AuthBridge, url: URL) -> AsyncGenerator[httpx2.AsyncClient]:
    """The app on a database of this URL."""
    app = create_app(Settings(auth=auth, database_url=url, web_origin=WEB_ORIGIN))
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://api.test") as client:
        yield client
    await app.state.database.close()


def gone(kind: str, folder: Path) -> URL:
    """A database that is not there."""
    if kind == "sqlite":
        return URL.create("sqlite+aiosqlite", database=str(folder / "no-such-folder" / "api.sqlite"))
    return URL.create("postgresql+asyncpg", host="127.0.0.1", port=closed_port(), database="todo")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_database_that_is_down_is_503(
    auth: AuthBridge, auth_headers: Callable[..., dict[str, str]], kind: str, tmp_path: Path
) -> None:
    """With a time to retry; the guard still answers first, and the process is still healthy."""
    path = f"/api/alice/tasks/{uuid4()}"
    async with client_of(auth, gone(kind, tmp_path)) as client:
        for method, where, body in (
            ("GET", "/ready", None),
            ("GET", "/api/alice/tasks", None),
            ("POST", "/api/alice/tasks", {"title": "Milk"}),
            ("PATCH", path, {"completed": True}),
            ("DELETE", path, None),
        ):
            response = await client.request(method, where, headers=auth_headers("alice"), json=body)
            assert is_problem(response, 503, "database_unavailable")
            assert response.headers["retry-after"] == "2"
        assert is_problem(await client.get("/api/alice/tasks"), 401, "token_missing")
        assert is_problem(
            await client.get("/api/bob/tasks", headers=auth_headers("alice")), 403, "user_mismatch"
        )
        assert (await client.get("/health")).status_code == 200


async def test_a_database_without_the_table_is_not_ready(
    auth: AuthBridge, migrated: URL, tmp_path: Path
) -> None:
    """Somebody forgot to migrate: no request should be sent here yet."""
    empty = (
        migrated.set(database="postgres")
        if migrated.get_backend_name() == "postgresql"
        else migrated.set(database=str(tmp_path / "empty.sqlite"))
    )
    async with client_of(auth, empty) as client:
        assert is_problem(await client.get("/ready"), 503, "database_unavailable")


async def end_all_connections(url: URL) -> None:
    """What a restart of PostgreSQL does to its clients."""
    database = Database(create_engine(url))
    async with database.session() as session:
        ended = await session.execute(text(END_ALL))
        assert ended.all()
    await database.close()


async def test_dropped_connections_are_replaced(app: FastAPI, alice: Caller, migrated: URL) -> None:
    """The database restarted between two requests: the second one works."""
    task = await alice.add("Milk")
    if migrated.get_backend_name() == "postgresql":
        await end_all_connections(migrated)
    else:
        await app.state.database.engine.dispose()
    for _ in range(3):
        assert (await alice.page())["items"] == [task]


@ON_POSTGRESQL
async def test_a_connection_lost_in_the_middle_is_unavailable(app: FastAPI, migrated: URL) -> None:
    """What was under way is lost, and says so; the next one works."""

    async def interrupted() -> None:
        async with app.state.database.session() as session:
            await session.execute(text("SELECT 1"))
            await end_all_connections(migrated)
            await session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable):
        await interrupted()
    async with app.state.database.session() as session:
        assert (await session.execute(text("SELECT 1"))).scalar_one() == 1


async def test_mistakes_of_our_own_are_no_outage(app: FastAPI) -> None:
    """They are 500s: nobody should try them again."""

    async def run(statement: str) -> None:
        async with app.state.database.session() as session:
            await session.execute(text(statement))

    with pytest.raises(IntegrityError):
        await run("INSERT INTO tasks (id) VALUES (NULL)")


@ON_POSTGRESQL
@pytest.mark.parametrize("change", [{"database": "no_such"}, {"username": "no_such"}], ids=str)
async def test_a_database_that_lets_nobody_in_is_unavailable(
    migrated: URL, change: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    """No such database or user, as while it is being set up; the log says which kind, the answer does not."""
    database = Database(create_engine(migrated.set(**change)))
    with pytest.raises(DatabaseUnavailable):
        await database.check()
    await database.close()
    assert "database unavailable: DBAPIError " in caplog.text
    assert "no_such" not in caplog.text


async def test_a_lock_held_too_long_is_unavailable(migrated: URL) -> None:
    """A writer that does not end keeps others waiting for a while, not for ever."""
    write = "DELETE FROM tasks WHERE user_id = 'nobody'"
    lock = {"postgresql": "LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE", "sqlite": "BEGIN IMMEDIATE"}
    holder = Database(create_engine(migrated))
    waiter = Database(create_engine(migrated, wait=0.2, statement_timeout=0.2))
    async with holder.session() as holding:
        await (await holding.connection()).exec_driver_sql(lock[migrated.get_backend_name()])
        with pytest.raises(DatabaseUnavailable):
            async with waiter.session() as waiting:
                await waiting.execute(text(write))
        await holding.rollback()
    async with waiter.session() as waiting:
        await waiting.execute(text(write))
    await holder.close()
    await waiter.close()


async def test_no_free_connection_is_unavailable(migrated: URL) -> None:
    """A full pool is a matter of seconds too."""
    database = Database(create_engine(migrated, wait=2))
    sessions = [database.session() for _ in range(15)]
    for session in sessions:
        await (await session.__aenter__()).execute(text("SELECT 1"))
    with pytest.raises(DatabaseUnavailable):
        async with database.session() as one_more:
            await one_more.execute(text("SELECT 1"))
    for session in sessions:
        await session.__aexit__(None, None, None)
    await database.close()
