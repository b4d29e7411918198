"""What each operation does for the owner."""

from datetime import datetime
from typing import Any

import pytest

from tests.caller import Caller, is_problem


async def test_create_answers_the_task_and_where_it_is(alice: Caller) -> None:
    """201, a Location that leads to it, moments in UTC."""
    response = await alice.call("POST", json={"title": "Milk", "description": "two\nbottles"})
    task = response.json()
    assert response.status_code == 201
    assert task.keys() == {"id", "title", "description", "completed", "created_at", "updated_at"}
    assert (task["title"], task["description"], task["completed"]) == ("Milk", "two\nbottles", False)
    assert task["created_at"] == task["updated_at"]
    assert task["created_at"].endswith("Z")
    assert datetime.fromisoformat(task["created_at"]).tzinfo is not None
    found = await alice.client.get(response.headers["location"], headers=dict(alice.headers))
    assert found.json() == task


async def test_a_description_may_be_left_out(alice: Caller) -> None:
    """It is empty then."""
    assert (await alice.add("Milk"))["description"] == ""


async def test_put_replaces_everything(alice: Caller) -> None:
    """All three fields, and no fewer."""
    task = await alice.add("Milk", description="two")
    whole = {"title": "Bread", "description": "", "completed": True}
    response = await alice.call("PUT", f"/{task['id']}", json=whole)
    assert response.status_code == 200
    changed = response.json()
    assert changed == task | whole | {"updated_at": changed["updated_at"]}
    assert changed["updated_at"] > task["updated_at"]
    for name in whole:
        rest = {key: value for key, value in whole.items() if key != name}
        assert is_problem(await alice.call("PUT", f"/{task['id']}", json=rest), 422, "validation_failed")


@pytest.mark.parametrize(
    "change",
    [{"title": "Bread"}, {"description": "two"}, {"completed": True}, {"title": "B", "completed": True}],
    ids=str,
)
async def test_patch_changes_what_it_names(alice: Caller, change: dict[str, Any]) -> None:
    """And leaves the rest."""
    task = await alice.add("Milk", description="one")
    changed = (await alice.call("PATCH", f"/{task['id']}", json=change)).json()
    assert changed == task | change | {"updated_at": changed["updated_at"]}
    assert changed["updated_at"] > task["updated_at"]
    assert (await alice.call("GET", f"/{task['id']}")).json() == changed


@pytest.mark.parametrize("change", [{}, {"title": "Milk"}, {"completed": False}], ids=str)
async def test_patch_that_changes_nothing_moves_nothing(alice: Caller, change: dict[str, Any]) -> None:
    """Not even updated_at, so that the task keeps its place in a list."""
    task = await alice.add("Milk")
    response = await alice.call("PATCH", f"/{task['id']}", json=change)
    assert (response.status_code, response.json()) == (200, task)


@pytest.mark.parametrize("field", ["title", "description", "completed"])
async def test_null_is_no_value(alice: Caller, field: str) -> None:
    """Leaving a field out is how to leave it alone."""
    task = await alice.add("Milk")
    response = await alice.call("PATCH", f"/{task['id']}", json={field: None})
    assert is_problem(response, 422, "validation_failed")


async def test_complete_is_idempotent_and_can_be_undone(alice: Caller) -> None:
    """Without a body it means done; twice is once; `false` opens the task again."""
    task = await alice.add("Milk")
    path = f"/{task['id']}/complete"
    first = await alice.call("PATCH", path)
    assert (first.status_code, first.json()["completed"]) == (200, True)
    assert (await alice.call("PATCH", path, json={})).json() == first.json()
    assert (await alice.call("PATCH", path, json={"completed": True})).json() == first.json()
    undone = await alice.call("PATCH", path, json={"completed": False})
    assert (undone.status_code, undone.json()["completed"]) == (200, False)


async def test_delete_is_for_good(alice: Caller) -> None:
    """204 once; afterwards the id is like any unknown one."""
    task = await alice.add("Milk")
    kept = await alice.add("Bread")
    response = await alice.call("DELETE", f"/{task['id']}")
    assert (response.status_code, response.content) == (204, b"")
    for method in ("GET", "DELETE"):
        assert is_problem(await alice.call(method, f"/{task['id']}"), 404, "not_found")
    assert await alice.walk() == [kept]


@pytest.mark.parametrize("form", ["{}", "urn:uuid:{}", "{{{}}}", "{} ", "{}%00"], ids=repr)
async def test_an_id_has_one_form(alice: Caller, form: str) -> None:
    """Other spellings of an id, and texts that are none, are unknown ids: 404, not 422."""
    task = await alice.add("Milk")
    spelling = form.format(task["id"].upper() if form == "{}" else task["id"])
    assert is_problem(await alice.call("GET", f"/{spelling}"), 404, "not_found")


async def test_status_filters(alice: Caller) -> None:
    """Open and completed part the whole."""
    tasks = [await alice.add(f"{number}") for number in range(5)]
    for task in tasks[:2]:
        await alice.call("PATCH", f"/{task['id']}/complete")
    done = {task["id"] for task in await alice.walk(status="completed", limit=1)}
    still_open = {task["id"] for task in await alice.walk(status="open", limit=1)}
    assert done == {task["id"] for task in tasks[:2]}
    assert still_open == {task["id"] for task in tasks[2:]}


async def test_the_newest_come_first_unless_said_otherwise(alice: Caller) -> None:
    """And a page has 20."""
    tasks = [await alice.add(f"{number}") for number in range(21)]
    page = await alice.page()
    assert page["items"] == tasks[:0:-1]
    assert page["next_cursor"] is not None
