"""What the database does to the service: it is not there, it is slow, it comes back."""

import socket
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.sqlalchemy import reviewed
from sqlalchemy import URL, delete, text
from sqlalchemy.exc import IntegrityError

from tests.caller import Caller, is_problem, principal
from tests.conftest import WEB_ORIGIN
from tests.databases import Place
from todo_api.database import Database
from todo_api.engine import create_engine
from todo_api.main import create_app
from todo_api.models import Task
from todo_api.outages import REPEAT, Outages
from todo_api.problems import DatabaseUnavailable
from todo_api.settings import Settings

ON_POSTGRESQL = pytest.mark.parametrize("empty_database", ["postgresql"], indirect=True, scope="session")

END_ALL = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)
ONE = reviewed(text("SELECT 1"), reason="names no table")
NOBODY = principal("nobody")


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
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://api.test") as client,
    ):
        yield client


@asynccontextmanager
async def database_of(url: URL, **options: float) -> AsyncGenerator[Database]:
    """A database that is there, for sessions."""
    database = Database(create_engine(url, **options))
    await database.admit()
    yield database
    await database.close()


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
    auth: AuthBridge, place: Place, tmp_path: Path
) -> None:
    """Somebody forgot to migrate: no request should be sent here yet."""
    other = "postgres" if place.kind == "postgresql" else str(tmp_path / "empty.sqlite")
    empty = place.serving.set(database=other)
    async with client_of(auth, empty) as client:
        assert is_problem(await client.get("/ready"), 503, "database_unavailable")


async def test_dropped_connections_are_replaced(app: FastAPI, alice: Caller, place: Place) -> None:
    """The database restarted between two requests: the second one works."""
    task = await alice.add("Milk")
    if place.kind == "postgresql":
        assert await place.run(END_ALL)
    else:
        await app.state.database.engine.dispose()
    for _ in range(3):
        assert (await alice.page())["items"] == [task]


@ON_POSTGRESQL
async def test_a_connection_lost_in_the_middle_is_unavailable(app: FastAPI, place: Place) -> None:
    """What was under way is lost, and says so; the next one works."""

    async def interrupted() -> None:
        async with app.state.database.session(NOBODY) as session:
            await session.execute(ONE)
            assert await place.run(END_ALL)
            await session.execute(ONE)

    with pytest.raises(DatabaseUnavailable):
        await interrupted()
    async with app.state.database.session(NOBODY) as session:
        assert (await session.execute(ONE)).scalar_one() == 1


async def test_mistakes_of_our_own_are_no_outage(app: FastAPI) -> None:
    """They are 500s: nobody should try them again."""
    async with app.state.database.session(NOBODY) as session:
        session.add(Task())
        with pytest.raises(IntegrityError):
            await session.commit()


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"database": "no_such"}, "3D000: DATABASE_URL names no database of this server. "),
        ({"username": "no_such"}, "28000: DATABASE_URL names no role that this server lets in, "),
    ],
    ids=str,
)
async def test_a_database_that_lets_nobody_in_is_unavailable(
    migrated: URL, change: dict[str, Any], words: str, caplog: pytest.LogCaptureFixture
) -> None:
    """No such database or user, as while it is being set up; the log says what to do, the answer does not."""
    database = Database(create_engine(migrated.set(**change)))
    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            await database.admit()
    await database.close()
    (line,) = caplog.messages
    assert line.startswith(f"database unavailable: DBAPIError {words}")
    assert line.endswith("npm run database -- <superuser's URL>")
    assert "no_such" not in line


def test_a_reason_is_logged_when_it_is_new_and_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    """Who waits asks every second, and a database that is gone meets every request."""
    now = 1000.0
    outages = Outages(clock=lambda: now)
    for reason in ("gone", "gone", "full", "gone"):
        assert isinstance(outages.unavailable(reason), DatabaseUnavailable)
    assert caplog.messages == ["database unavailable: gone", "database unavailable: full"]
    now += REPEAT - 1
    outages.unavailable("gone")
    assert len(caplog.messages) == 2
    now += 1
    outages.unavailable("gone")
    assert len(caplog.messages) == 3
    outages.over()
    outages.unavailable("gone")
    assert len(caplog.messages) == 4


@ON_POSTGRESQL
async def test_what_is_over_and_comes_back_is_logged_again(
    app: FastAPI, place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever asks /ready meanwhile has seen that it was over."""
    database: Database = app.state.database
    for _ in range(2):
        await place.run(f"REVOKE DELETE ON tasks FROM {place.role()}")
        try:
            for _ in range(2):
                with pytest.raises(DatabaseUnavailable):
                    await database.check()
        finally:
            await place.run(f"GRANT DELETE ON tasks TO {place.role()}")
        await database.check()
    assert len(caplog.messages) == 2


async def test_a_lock_held_too_long_is_unavailable(migrated: URL) -> None:
    """A writer that does not end keeps others waiting for a while, not for ever."""
    write = delete(Task)
    lock = {"postgresql": "LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE", "sqlite": "BEGIN IMMEDIATE"}
    holder = create_engine(migrated)
    async with database_of(migrated, wait=0.2, statement_timeout=0.2) as database:
        async with holder.connect() as holding:
            await holding.exec_driver_sql(lock[migrated.get_backend_name()])
            with pytest.raises(DatabaseUnavailable):
                async with database.session(NOBODY) as waiting:
                    await waiting.execute(write)
        async with database.session(NOBODY) as waiting:
            await waiting.execute(write)
    await holder.dispose()


async def test_no_free_connection_is_unavailable(migrated: URL) -> None:
    """A full pool is a matter of seconds too."""
    async with database_of(migrated, wait=2) as database, AsyncExitStack() as opened:
        for _ in range(15):
            session = await opened.enter_async_context(database.session(NOBODY))
            await session.execute(ONE)
        with pytest.raises(DatabaseUnavailable):
            async with database.session(NOBODY) as one_more:
                await one_more.execute(ONE)
