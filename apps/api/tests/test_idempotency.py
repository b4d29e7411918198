"""idempotency: a POST that is tried again with its key makes no second task."""

import asyncio

import pytest

from tests.caller import Caller, is_problem


async def test_idempotency_key_answers_the_same_task_again(alice: Caller) -> None:
    """201 once, then 200 with the task as it is now, and its Location."""
    key = {"Idempotency-Key": "k-1"}
    first = await alice.call("POST", json={"title": "Milk"}, headers=key)
    again = await alice.call("POST", json={"title": "Milk"}, headers=key)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json()
    assert again.headers["location"] == first.headers["location"]
    changed = await alice.call("PATCH", f"/{first.json()['id']}", json={"title": "Bread"})
    late = await alice.call("POST", json={"title": "Milk"}, headers=key)
    assert (late.status_code, late.json()) == (200, changed.json())
    assert len(await alice.walk()) == 1


async def test_idempotency_holds_for_retries_at_once(alice: Caller) -> None:
    """Of many at the same time one makes the task, and all answer it."""
    answers = await asyncio.gather(
        *(alice.call("POST", json={"title": "Milk"}, headers={"Idempotency-Key": "k"}) for _ in range(12))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 11 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await alice.walk()) == 1


async def test_idempotency_is_by_key(alice: Caller) -> None:
    """Other keys, and none, make other tasks; keys are told apart by case."""
    for headers in ({"Idempotency-Key": "k"}, {"Idempotency-Key": "K"}, {}, {}):
        response = await alice.call("POST", json={"title": "Milk"}, headers=headers)
        assert response.status_code == 201
    assert len(await alice.walk()) == 4


@pytest.mark.parametrize(
    "key", ["", "x" * 65, "a b", "a\tb", "é".encode()], ids=["empty", "65", "space", "tab", "é"]
)
async def test_limits_of_an_idempotency_key(alice: Caller, key: str | bytes) -> None:
    """1 to 64 visible ASCII characters."""
    response = await alice.call("POST", json={"title": "Milk"}, headers={"Idempotency-Key": key})
    assert is_problem(response, 422, "validation_failed")
    assert await alice.walk() == []


async def test_the_longest_idempotency_key(alice: Caller) -> None:
    """64 characters."""
    headers = {"Idempotency-Key": "~" * 64}
    assert (await alice.call("POST", json={"title": "Milk"}, headers=headers)).status_code == 201
