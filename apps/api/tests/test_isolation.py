"""isolation: what is Alice's never shows, moves or vanishes for Bob, by whatever road he comes."""

from typing import Any
from uuid import uuid4

import pytest

from tests import operations
from tests.caller import Caller, is_problem

SORTS = ("created_at", "-created_at", "title", "-title", "updated_at", "-updated_at")
ONE_TASK = tuple(operation for operation in operations.PROTECTED if "{task_id}" in operation.template)
COMPLETION: dict[str, Any] = {"completed": True}
BODIES: dict[str, Any] = {
    "PUT": {"title": "Bob was here", "description": "", "completed": True},
    "PATCH": {"title": "Bob was here"},
}


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("status", ["all", "open", "completed"])
async def test_isolation_of_lists_filters_and_sorts(
    alice: Caller, bob: Caller, sort: str, status: str
) -> None:
    """Lists hold one's own tasks alone; a page is never filled up, nor cut short, by another's."""
    for number in range(3):
        for caller in (alice, bob):
            task = await caller.add(f"{number}")
            if number == 1:
                await caller.call("PATCH", f"/{task['id']}/complete")
    hers = {task["id"] for task in await alice.walk()}
    his = await bob.walk(sort=sort, status=status, limit=1)
    assert len(his) == {"all": 3, "open": 2, "completed": 1}[status]
    assert hers.isdisjoint(task["id"] for task in his)


@pytest.mark.parametrize("sort", SORTS)
async def test_isolation_of_cursors(alice: Caller, bob: Caller, sort: str) -> None:
    """Alice's cursor in Bob's hands is a place in Bob's list: it leads to none of hers."""
    hers = {(await alice.add(f"{number}"))["id"] for number in range(4)}
    for number in range(4):
        await bob.add(f"{number}")
    cursor = (await alice.page(sort=sort, limit=2))["next_cursor"]
    page = await bob.page(sort=sort, cursor=cursor, limit=100)
    assert hers.isdisjoint(task["id"] for task in page["items"])


@pytest.mark.parametrize("operation", ONE_TASK, ids=str)
async def test_isolation_of_ids(alice: Caller, bob: Caller, operation: operations.Operation) -> None:
    """Alice's task under Bob's path is, byte for byte, the 404 of an unknown id; it stays untouched."""
    task = await alice.add("Hers", description="private")
    await bob.add("His")
    body = COMPLETION if operation.template.endswith("/complete") else BODIES.get(operation.method)
    answers = [
        await bob.client.request(
            operation.method, operation.path(bob.user_id, task_id), headers=dict(bob.headers), json=body
        )
        for task_id in (task["id"], str(uuid4()), "no-uuid-at-all")
    ]
    assert all(is_problem(answer, 404, "not_found") for answer in answers)
    assert len({(answer.content, str(answer.headers)) for answer in answers}) == 1
    assert (await alice.call("GET", f"/{task['id']}")).json() == task
    assert await alice.walk() == [task]


async def test_isolation_of_idempotency_keys(alice: Caller, bob: Caller) -> None:
    """A key of Alice's is free for Bob, and hands him nothing."""
    key = {"Idempotency-Key": "the-same"}
    hers = await alice.call("POST", json={"title": "Hers"}, headers=key)
    his = await bob.call("POST", json={"title": "His"}, headers=key)
    assert (hers.status_code, his.status_code, his.json()["title"]) == (201, 201, "His")
    again = await bob.call("POST", json={"title": "His"}, headers=key)
    assert (again.status_code, again.json()) == (200, his.json())


@pytest.mark.parametrize("field", ["user_id", "owner", "owner_id", "userId", "id"])
@pytest.mark.parametrize("operation", operations.WITH_BODY, ids=str)
async def test_a_body_that_names_an_owner_is_refused(
    alice: Caller, bob: Caller, operation: operations.Operation, field: str
) -> None:
    """The owner is the token's: a body that says one, even the right one, is 422, and nothing is stored."""
    task = await alice.add("Hers")
    good: dict[str, Any] = {"title": "New", "description": "", "completed": False}
    known = {"POST": {"title"}, "PUT": set(good), "PATCH": {"completed"}}[operation.method]
    for owner in (bob.user_id, alice.user_id):
        response = await alice.client.request(
            operation.method,
            operation.path(alice.user_id, task["id"]),
            headers=dict(alice.headers),
            json={name: good[name] for name in known} | {field: owner},
        )
        assert is_problem(response, 422, "validation_failed")
        assert response.json()["errors"][0]["loc"] == ["body", field]
        assert owner not in response.text
    assert await alice.walk() == [task]
    assert await bob.walk() == []
