"""How values and connections are set up, the same on both databases."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from jwt_auth_bridge.sqlalchemy import reviewed
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from tests.caller import Caller, principal
from todo_api.database import Database
from todo_api.models import Task

ON_SQLITE = pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True, scope="session")


@ON_SQLITE
async def test_sqlite_is_set_up_on_every_connection(app: FastAPI) -> None:
    """Write-ahead log, foreign keys, patience with locks."""
    database: Database = app.state.database
    async with database.engine.connect() as connection:
        found = [
            (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        ]
    assert found == ["wal", 1, 5000, 2]


async def test_both_databases_are_real_ones(app: FastAPI, request: pytest.FixtureRequest) -> None:
    """Whatever takes `app` runs once on each: this is what it then talks to."""
    ask = {"sqlite": "SELECT 'SQLite ' || sqlite_version()", "postgresql": "SELECT version()"}
    kind: str = request.getfixturevalue("place").kind
    asked = reviewed(text(ask[kind]), reason="names no table")
    async with app.state.database.session(principal("alice")) as session:
        version = (await session.execute(asked)).scalar_one()
    assert version.startswith({"sqlite": "SQLite 3.", "postgresql": "PostgreSQL "}[kind])
    assert f"[{kind}]" in request.node.name


@pytest.mark.parametrize("microsecond", [0, 1, 999_999])
async def test_moments_are_the_same_in_and_out(app: FastAPI, microsecond: int) -> None:
    """UTC, to the microsecond, whatever zone they were given in; a naive one is refused."""
    moment = datetime(2026, 3, 29, 1, 30, 0, microsecond, timezone(timedelta(hours=-9, minutes=-30)))
    fields = {"title": "x", "title_key": "x", "description": "", "created_at": moment, "updated_at": moment}
    caller = principal(f"alice-{uuid4()}")
    async with app.state.database.session(caller) as session:
        session.add(Task(**fields))
        await session.commit()
    async with app.state.database.session(caller) as session:
        task = await session.scalar(select(Task))
        assert (task.created_at, task.created_at.tzinfo) == (moment, UTC)
        session.add(Task(**fields | {"created_at": moment.replace(tzinfo=None)}))
        with pytest.raises(StatementError, match="without a time zone"):
            await session.commit()


async def test_the_connection_is_free_before_the_answer_is_sent(app: FastAPI, alice: Caller) -> None:
    """A reader who is slow to take an answer does not keep a connection from others."""
    task = await alice.add("Milk")
    in_use: list[int] = []

    async def watched(scope: Any, receive: Any, send: Any) -> None:
        async def watch(message: Any) -> None:
            in_use.append(app.state.database.engine.pool.checkedout())
            await send(message)

        await app(scope, receive, watch)

    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=watched), base_url="http://api.test"
    ) as web:
        for method in ("GET", "PATCH", "DELETE"):
            path = f"{alice.path}/{task['id']}"
            body = {"title": "Bread"} if method == "PATCH" else None
            response = await web.request(method, path, headers=dict(alice.headers), json=body)
            assert response.is_success
    assert in_use
    assert not any(in_use)
