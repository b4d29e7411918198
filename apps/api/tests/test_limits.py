"""limits: how long, how many, how large; and which letters."""

from json import dumps
from typing import Any

import pytest

from tests.caller import Caller, is_problem

JSON = {"Content-Type": "application/json"}
REFUSED_TITLES = {
    "empty": "",
    "white space": " \t\n\u00a0\u2003",
    "zero-width": "\u200b\ufeff\u2060",
    "201": "x" * 201,
    "201 astral": "🙂" * 201,
    "nul": "a\u0000b",
    "line break": "a\nb",
    "escape": "a\u001b[31m",
    "C1": "a\u0085b",
    "number": 1,
    "list": ["a"],
    "lone surrogate": "a\ud800",
}
ACCEPTED_TITLES = {
    "one": "x",
    "200": "x" * 200,
    "200 astral": "🙂" * 200,
    "family": "👨\u200d👩\u200d👧",
    "right to left": "\u05e9\u05dc\u05d5\u05dd",
    "markup": "<script>alert(1)</script> ' OR 1=1 --",
}


@pytest.mark.parametrize("title", REFUSED_TITLES.values(), ids=REFUSED_TITLES)
async def test_limits_of_a_title(alice: Caller, title: Any) -> None:
    """Refused by every operation that takes one; nothing is stored."""
    task = await alice.add("Milk")
    whole = {"title": title, "description": "", "completed": False}
    for method, suffix, body in (
        ("POST", "", {"title": title}),
        ("PUT", f"/{task['id']}", whole),
        ("PATCH", f"/{task['id']}", {"title": title}),
    ):
        # Escaped by hand: a lone surrogate has no UTF-8.
        response = await alice.call(method, suffix, content=dumps(body), headers=JSON)
        assert is_problem(response, 422, "validation_failed")
        assert response.json()["errors"][0]["loc"] == ["body", "title"]
    assert await alice.walk() == [task]


@pytest.mark.parametrize("title", ACCEPTED_TITLES.values(), ids=ACCEPTED_TITLES)
async def test_titles_are_kept_as_they_are(alice: Caller, title: str) -> None:
    """Counted in code points, stored and given back unchanged."""
    task = await alice.add(title)
    assert task["title"] == title
    assert (await alice.walk(sort="title"))[0] == task


async def test_titles_are_trimmed_before_they_are_counted(alice: Caller) -> None:
    """White space around does not count and is not kept."""
    assert (await alice.add(" \u00a0\t" + "x" * 200 + "\n "))["title"] == "x" * 200


@pytest.mark.parametrize(
    ("description", "status"),
    [("x" * 2000, 201), ("x" * 2001, 422), ("a\r\n\tb", 201), ("a\u0000b", 422), ("a\u001bb", 422)],
    ids=["2000", "2001", "lines", "nul", "escape"],
)
async def test_limits_of_a_description(alice: Caller, description: str, status: int) -> None:
    """2,000 code points; line breaks and tabs, but no other control characters."""
    response = await alice.call("POST", json={"title": "Milk", "description": description})
    assert response.status_code == status
    if status == 201:
        assert response.json()["description"] == description


@pytest.mark.parametrize("completed", ["true", 1, 0, "yes", None, []], ids=repr)
async def test_completed_is_a_boolean_and_nothing_like_one(alice: Caller, completed: Any) -> None:
    """No coercion."""
    task = await alice.add("Milk")
    for suffix in ("", "/complete"):
        response = await alice.call("PATCH", f"/{task['id']}{suffix}", json={"completed": completed})
        assert is_problem(response, 422, "validation_failed")


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=-1", "limit=x", "limit=1e2", "sort=id"])
async def test_limits_of_a_query(alice: Caller, query: str) -> None:
    """Page sizes from 1 to 100, known sorts only."""
    assert is_problem(await alice.call("GET", f"?{query}"), 422, "validation_failed")


async def test_unknown_status_is_refused(alice: Caller) -> None:
    """Rather than taken for all."""
    assert is_problem(await alice.call("GET", "?status=done"), 422, "validation_failed")


@pytest.mark.parametrize("declared", [True, False], ids=["with its length", "in pieces"])
async def test_limits_of_a_body(alice: Caller, declared: bool) -> None:
    """Over 64 KiB is 413, announced or not; exactly 64 KiB is read."""
    for size, status in ((65536, 201), (65537, 413)):
        body = b'{"title": "Milk"' + b" " * (size - 17) + b"}"

        async def pieces(body: bytes = body) -> Any:
            for start in range(0, len(body), 10_000):
                yield body[start : start + 10_000]

        content = body if declared else pieces()
        response = await alice.call("POST", content=content, headers=JSON)
        assert response.status_code == status
    assert is_problem(response, 413, "body_too_large")
    assert response.headers["connection"] == "close"
    assert len(await alice.walk()) == 1


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"null", b'"x"', b"", b'{"title": NaN}', b'{"title": "a"', b'{"title": 1e999}'],
    ids=repr,
)
async def test_bodies_that_are_no_task(alice: Caller, body: bytes) -> None:
    """Malformed JSON, and JSON of another shape."""
    response = await alice.call("POST", content=body, headers=JSON)
    assert is_problem(response, 422, "validation_failed")


@pytest.mark.parametrize(
    "body",
    [b"\xff\xff", b"[" * 60_000, b'{"title": ' + b"9" * 5000 + b"}"],
    ids=["no text", "deep", "long number"],
)
async def test_bodies_that_cannot_be_read(alice: Caller, body: bytes) -> None:
    """What Python's reader gives up on is the sender's fault, not a 500."""
    response = await alice.call("POST", content=body, headers=JSON)
    assert is_problem(response, 400, "bad_request")


async def test_a_body_must_say_that_it_is_json(alice: Caller) -> None:
    """A form of another site can send text/plain without asking, but not JSON."""
    for kind in ({}, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data; boundary=x"}):
        response = await alice.call("POST", content=b'{"title": "Milk"}', headers=kind)
        assert is_problem(response, 422, "validation_failed")


async def test_a_problem_repeats_nothing_that_was_sent(alice: Caller) -> None:
    """Neither values nor, beyond a few, the names of unknown fields."""
    body = {"title": "secret-" * 40, "description": 77777777} | {f"field{n}": "inside" for n in range(100)}
    response = await alice.call("POST", json=body)
    assert is_problem(response, 422, "validation_failed")
    assert not any(word in response.text for word in ("secret-", "77777777", "inside"))
    assert len(response.json()["errors"]) == 20
    assert all(error.keys() == {"loc", "msg", "type"} for error in response.json()["errors"])


async def test_a_field_named_by_a_lone_surrogate_is_refused(alice: Caller) -> None:
    """Its name cannot be written in UTF-8, yet the answer can."""
    response = await alice.call("POST", content=b'{"title": "Milk", "\\ud800": 1}', headers=JSON)
    assert is_problem(response, 422, "validation_failed")
