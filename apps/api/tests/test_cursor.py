"""A cursor is a place in one order, written in one way; everything else is refused alike."""

import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.caller import Caller, is_problem
from todo_api.cursor import Cursor, Sort
from todo_api.problems import CursorInvalid
from todo_api.text import title_sort_key

NOW = datetime(2026, 2, 3, 4, 5, 6, 789, UTC)
ID = UUID("8f14e45f-ceea-467f-9b2c-0123456789ab")
PLACE: dict[str, Any] = {"sort": "-created_at", "value": NOW.isoformat(), "id": str(ID)}
TITLE_PLACE = PLACE | {"sort": "title", "value": "milk"}


def write(members: Any, **options: Any) -> str:
    """Write a cursor by hand."""
    compact: dict[str, Any] = {"separators": (",", ":"), "ensure_ascii": False}
    return urlsafe_b64encode(json.dumps(members, **compact | options).encode()).rstrip(b"=").decode()


REFUSED = {
    "empty": "",
    "no base64": "***",
    "not ascii": "é",
    "padded": write(PLACE) + "=",
    "with a line break": write(PLACE)[:20] + "\n" + write(PLACE)[20:],
    "no text": urlsafe_b64encode(b"\xff\xfe").decode().rstrip("="),
    "no json": urlsafe_b64encode(b"{").decode().rstrip("="),
    "no object": write([1]),
    "null": write(None),
    "deep": urlsafe_b64encode(b"[" * 3000).decode().rstrip("="),
    "too long": write(TITLE_PLACE | {"value": "x" * 4000}),
    "spaced": write(PLACE, separators=(", ", ": ")),
    "other order": write(dict(reversed(PLACE.items()))),
    "one more": write(PLACE | {"user_id": "bob"}),
    "none of its own": write({"sort": "-created_at", "id": str(ID)}),
    "other sort": write(PLACE | {"sort": "created_at"}),
    "unknown sort": write(PLACE | {"sort": "id"}),
    "number": write(PLACE | {"value": 1}),
    "id": write(PLACE | {"id": "1"}),
    "id in capitals": write(PLACE | {"id": str(ID).upper()}),
    "id as number": write(PLACE | {"id": 1}),
    "no moment": write(PLACE | {"value": "yesterday"}),
    "naive": write(PLACE | {"value": NOW.replace(tzinfo=None).isoformat()}),
    "other zone": write(PLACE | {"value": NOW.astimezone(timezone(timedelta(hours=1))).isoformat()}),
    "before year one": write(PLACE | {"value": "0001-01-01T00:00:00+14:00"}),
    "nul": write(TITLE_PLACE | {"value": "a\0"}),
}


@pytest.mark.parametrize("cursor", REFUSED.values(), ids=REFUSED)
async def test_cursors_that_nobody_was_given(alice: Caller, cursor: str) -> None:
    """422, and it never reaches the database."""
    sort = "title" if cursor == REFUSED["nul"] else "-created_at"
    response = await alice.call("GET", params={"cursor": cursor, "sort": sort})
    assert is_problem(response, 422, "cursor_invalid")


@pytest.mark.parametrize("given_for", Sort)
async def test_a_cursor_is_bound_to_its_sort(alice: Caller, given_for: Sort) -> None:
    """The place in one order means nothing in another."""
    for number in range(2):
        await alice.add(f"{number}")
    cursor = (await alice.page(sort=given_for.value, limit=1))["next_cursor"]
    for sort in Sort:
        response = await alice.call("GET", params={"sort": sort.value, "cursor": cursor})
        if sort is given_for:
            assert response.status_code == 200
        else:
            assert is_problem(response, 422, "cursor_invalid")


async def test_a_lone_surrogate_in_a_cursor_is_refused(alice: Caller) -> None:
    """JSON can escape what no database can store."""
    cursor = write(TITLE_PLACE | {"value": "\ud800"}, ensure_ascii=True)
    response = await alice.call("GET", params={"cursor": cursor, "sort": "title"})
    assert is_problem(response, 422, "cursor_invalid")


@given(st.text(), st.sampled_from(Sort))
def test_no_text_but_a_cursor_is_accepted_and_none_breaks_the_reader(text: str, sort: Sort) -> None:
    """Whatever is sent, it is a cursor in its one form, or CursorInvalid."""
    with suppress(CursorInvalid):
        assert Cursor.decode(text, sort).encode() == text


@given(st.datetimes(timezones=st.just(UTC)), st.sampled_from([sort for sort in Sort if not sort.by_title]))
def test_every_moment_survives_the_journey(moment: datetime, sort: Sort) -> None:
    """To the microsecond."""
    cursor = Cursor(sort, moment, uuid4())
    assert Cursor.decode(cursor.encode(), sort) == cursor


LETTERS = st.characters(exclude_categories=("Cs", "Cc"))


@given(st.text(LETTERS, min_size=1, max_size=200))
def test_every_title_survives_the_journey(title: str) -> None:
    """The longest title's cursor is still within the length that is read."""
    cursor = Cursor(Sort.TITLE, title_sort_key(title), uuid4())
    assert Cursor.decode(cursor.encode(), Sort.TITLE) == cursor


@pytest.mark.parametrize("letter", ["🙂", "\u0390", "\ufb03", "\U0001d15e", "\u1f82", "İ", '"', "\\", "ẞ"])
def test_two_hundred_of_the_longest_letters_survive_the_journey(letter: str) -> None:
    """Those that grow most when folded, composed, escaped or encoded."""
    cursor = Cursor(Sort.TITLE, title_sort_key(letter * 200), uuid4())
    assert Cursor.decode(cursor.encode(), Sort.TITLE) == cursor
