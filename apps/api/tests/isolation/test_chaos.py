"""What disturbs the requests does disturb them, and where it says."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.caller import Caller
from tests.isolation.chaos import Chaos, disturb
from tests.isolation.interrupted import Interrupted

ALL = pytest.mark.parametrize("without", [()], ids=["with all walls"], indirect=True)
LOST = ("begin", "before 1", "after 1", "before 2", "commit")
"""Before the commit: what was to be written is not."""


@pytest.fixture
async def disturbed(app: FastAPI) -> AsyncIterator[httpx2.AsyncClient]:
    """The app, which obeys X-Chaos."""
    engine: AsyncEngine = app.state.database.engine
    disturb(engine.sync_engine)
    transport = httpx2.ASGITransport(app=Chaos(app))
    async with httpx2.AsyncClient(transport=transport, base_url="http://api.test") as client:
        yield client


@ALL
@pytest.mark.parametrize("where", [*LOST, "committed"])
async def test_exceptions_are_raised_where_they_are_ordered(
    alice: Caller, disturbed: httpx2.AsyncClient, where: str
) -> None:
    """A change is lost up to its commit, and done after it, whatever the caller is answered."""
    task = await alice.add("Milk")
    headers = {**alice.headers, "X-Chaos": f"raise {where}"}
    path = f"{alice.path}/{task['id']}"
    # The second statement of this request would be a SELECT after the change: there is none.
    answer = await disturbed.request("PATCH", path, headers=headers, json={"title": "Bread"})
    happened = where != "before 2"
    assert answer.status_code == (500 if happened else 200)
    (after,) = await alice.walk()
    assert after["title"] == ("Milk" if happened and where in LOST else "Bread")


@ALL
async def test_requests_are_cancelled_where_they_wait(alice: Caller, disturbed: httpx2.AsyncClient) -> None:
    """At each of its waits a change is cancelled, until one that it never comes to."""
    task = await alice.add("Milk")
    statuses: list[int] = []
    while 200 not in statuses:
        headers = {**alice.headers, "X-Chaos": f"cancel {len(statuses) + 1}"}
        path = f"{alice.path}/{task['id']}"
        answer = await disturbed.request("PATCH", path, headers=headers, json={"title": "Bread"})
        statuses.append(answer.status_code)
    assert len(statuses) > 3
    assert statuses[:-1] == [500] * (len(statuses) - 1)


@pytest.mark.parametrize("without", [("session",)], ids=["without session"], indirect=True)
async def test_whoever_gets_a_transaction_that_was_left_open_is_told_apart(
    app: FastAPI, alice: Caller, bob: Caller, disturbed: httpx2.AsyncClient
) -> None:
    """The database's wall alone, on the connection that still is in Alice's transaction."""
    pool = app.state.database.engine.pool
    task = await alice.add("Hers")
    his = await bob.add("His")
    headers = {**alice.headers, "X-Chaos": "raise left"}
    answer = await disturbed.request(
        "PATCH", f"{alice.path}/{task['id']}", headers=headers, json={"title": "Bread"}
    )
    assert answer.status_code == 500
    assert pool.checkedin() == 1
    assert await bob.walk() == [his]


async def test_a_cancel_comes_at_the_wait_that_was_named() -> None:
    """Not before, and not when there are fewer."""
    done: list[int] = []

    async def work() -> None:
        for number in range(3):
            done.append(number)
            await asyncio.sleep(0.001)

    async def run(waits: int) -> Any:
        interrupted = Interrupted(work(), waits)
        try:
            await interrupted
        except asyncio.CancelledError:
            assert interrupted.happened
            return "cancelled"
        return "done"

    assert await asyncio.create_task(run(2)) == "cancelled"
    assert done == [0, 1]
    assert await asyncio.create_task(run(4)) == "done"
