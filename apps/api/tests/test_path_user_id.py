"""path user id: a token opens its own user's paths and no other, and finds out nothing on the way."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from sqlalchemy import event

from tests import operations
from tests.caller import Caller, is_problem
from tests.operations import Operation

JSON = {"Content-Type": "application/json"}
EACH = pytest.mark.parametrize("operation", operations.PROTECTED, ids=str)


@pytest.fixture
def database_work(app: FastAPI) -> Iterator[list[str]]:
    """Everything that reaches the pool or the database while the test runs."""
    seen: list[str] = []
    engine = app.state.database.engine.sync_engine

    def checkout(*_: Any) -> None:
        seen.append("checkout")

    def statement(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        seen.append(sql)

    event.listen(engine, "checkout", checkout)
    event.listen(engine, "before_cursor_execute", statement)
    yield seen
    event.remove(engine, "checkout", checkout)
    event.remove(engine, "before_cursor_execute", statement)


@EACH
async def test_path_user_id_of_another_is_403_before_any_database_work(
    operation: Operation, alice: Caller, bob: Caller, database_work: list[str]
) -> None:
    """The same answer whether the other user has tasks or does not exist, and no connection is taken."""
    task = await bob.add("Bob's")
    database_work.clear()
    answers = [
        await alice.client.request(
            operation.method,
            operation.path(user_id, task["id"]),
            headers=dict(alice.headers) | JSON,
            content=body,
        )
        for user_id in (bob.user_id, f"nobody-{uuid4()}")
        for body in (b'{"title": "Mine now"}', b"{", b"")
    ]
    assert all(is_problem(answer, 403, "user_mismatch") for answer in answers)
    assert len({(answer.content, str(answer.headers)) for answer in answers}) == 1
    assert database_work == []


async def test_path_user_id_of_ones_own_does_reach_the_database(
    alice: Caller, database_work: list[str]
) -> None:
    """The counter of the test above counts."""
    await alice.page()
    assert "checkout" in database_work
    assert any("FROM tasks" in entry for entry in database_work)


@EACH
async def test_no_database_work_without_a_token(
    operation: Operation, client: httpx2.AsyncClient, database_work: list[str]
) -> None:
    """A stranger costs no connection either."""
    response = await client.request(operation.method, operation.path("alice"))
    assert (response.status_code, database_work) == (401, [])


def variants(user_id: str) -> dict[str, str]:
    """Paths that a careless comparison would take for the user's."""
    return {
        "upper case": user_id.upper(),
        "prefix": user_id[:-1],
        "longer": user_id + "0",
        "space": user_id + "%20",
        "dot": user_id + ".",
        "zero-width": user_id + "%E2%80%8B",
        "full-width first letter": quote(chr(ord(user_id[0]) + 0xFEE0)) + user_id[1:],
        "nul": user_id + "%00",
        "encoded twice": quote(quote(user_id[0], safe="") + user_id[1:]).replace("a", "%2561", 1),
        "plus": "+" + user_id,
        "placeholder": "me",
    }


@pytest.mark.parametrize("variant", variants("alice"))
async def test_path_user_id_is_compared_exactly(alice: Caller, variant: str) -> None:
    """Code point by code point, once decoded: no case folding, no trimming, no normalisation."""
    path = f"/api/{variants(alice.user_id)[variant]}/tasks"
    response = await alice.client.get(path, headers=dict(alice.headers))
    assert is_problem(response, 403, "user_mismatch")


@pytest.mark.parametrize("user_id", ["a b", "ü-🙂", "a%b", "a+b", "a?b#c", "AbC123"])
async def test_path_user_id_is_decoded_once(
    client: httpx2.AsyncClient, auth_headers: Callable[..., dict[str, str]], user_id: str
) -> None:
    """Ids with letters that a URL must escape work like others, and so does the Location that they get."""
    user_id = f"{user_id}-{uuid4().hex}"
    headers = auth_headers(user_id)
    path = f"/api/{quote(user_id, safe='')}/tasks"
    created = await client.post(path, headers=headers, json={"title": "Mine"})
    assert created.status_code == 201
    location = created.headers["location"]
    assert location == f"{path}/{created.json()['id']}"
    assert (await client.get(location, headers=headers)).json() == created.json()
