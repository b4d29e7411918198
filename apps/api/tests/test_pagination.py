"""Walking a list shows each task once, in order, whatever the page size and the sort; on both databases."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from tests.caller import Caller
from todo_api.cursor import Sort
from todo_api.models import Task
from todo_api.text import title_sort_key

TITLES = (
    *("b", "B", "a", "A", "ä", "a\u0308", "Ä", "z", "Z", "é", "e", "E", "É"),
    *("ß", "ss", "SS", "10", "9", "-", "_", "aa", "a b", "ab", "a-b"),
    *("İ", "\u0131", "i", "I", "🙂", "\ufffd", "\ue000", "\U00010000", "中", "ж", "Ж", "ñ", "n\u0303"),
)
"""Titles that SQLite, PostgreSQL and English sort apart, and pairs that compare equal."""

START = datetime(2026, 1, 1, tzinfo=UTC)


def places(task: dict[str, Any], sort: Sort) -> tuple[Any, UUID]:
    """What a task is sorted by, reckoned from its public form."""
    if sort.by_title:
        return title_sort_key(task["title"]), UUID(task["id"])
    return datetime.fromisoformat(task[sort.value.lstrip("-")]), UUID(task["id"])


def in_order(tasks: list[dict[str, Any]], sort: Sort) -> list[dict[str, Any]]:
    """Python's own idea of the order."""
    return sorted(tasks, key=lambda task: places(task, sort), reverse=sort.descending)


@pytest.fixture
async def many(app: FastAPI, alice: Caller) -> list[dict[str, Any]]:
    """A task for each title, with moments of which several are equal and some differ by a microsecond."""
    luck = random.Random(7)  # noqa: S311 (no secret: the same tasks on every run)
    async with app.state.database.session(alice.principal) as session:
        for title in TITLES:
            made = START + timedelta(days=luck.randrange(2), microseconds=luck.randrange(3))
            changed = made + timedelta(microseconds=luck.randrange(3))
            session.add(
                Task(
                    title=title,
                    title_key=title_sort_key(title),
                    description="",
                    completed=luck.random() < 0.4,
                    created_at=made,
                    updated_at=changed,
                )
            )
        await session.commit()
    return await alice.walk()


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 36, 37, 38, 100])
async def test_pagination_shows_each_task_once_in_order(
    alice: Caller, many: list[dict[str, Any]], sort: Sort, size: int
) -> None:
    """The walk is Python's sorted list, so both databases agree with each other too."""
    assert len(many) == len(TITLES) == 37
    assert await alice.walk(sort=sort.value, limit=size) == in_order(many, sort)


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("status", ["open", "completed"])
async def test_pagination_with_a_filter(
    alice: Caller, many: list[dict[str, Any]], sort: Sort, status: str
) -> None:
    """A filter takes tasks out and leaves the order."""
    wanted = [task for task in many if task["completed"] == (status == "completed")]
    assert 1 < len(wanted) < len(many)
    assert await alice.walk(sort=sort.value, limit=2, status=status) == in_order(wanted, sort)


@pytest.mark.parametrize("sort", Sort)
async def test_pagination_is_stable_while_tasks_come_and_go(
    alice: Caller, many: list[dict[str, Any]], sort: Sort
) -> None:
    """Tasks that stay are shown once, although others are added and deleted between the pages."""
    seen: list[str] = []
    gone: set[str] = set()
    page = await alice.page(sort=sort.value, limit=5)
    for number in range(100):
        seen += [task["id"] for task in page["items"]]
        if page["next_cursor"] is None:
            break
        await alice.add(f"new {number}")
        # The very task that the cursor points at goes, and an earlier one.
        for task in (page["items"][-1], page["items"][0]):
            await alice.call("DELETE", f"/{task['id']}")
            gone.add(task["id"])
        page = await alice.page(sort=sort.value, limit=5, cursor=page["next_cursor"])
    assert len(seen) == len(set(seen))
    assert {task["id"] for task in many} <= set(seen)
    assert gone


async def test_pagination_says_when_it_ends(alice: Caller) -> None:
    """The last page has no cursor, also when it is exactly full; an empty list is one empty page."""
    assert await alice.page() == {"items": [], "next_cursor": None}
    for number in range(4):
        await alice.add(f"{number}")
    assert (await alice.page(limit=4))["next_cursor"] is None
    assert (await alice.page(limit=3))["next_cursor"] is not None
