"""A path is its caller's own when its decoded `user_id` has the same code points in one segment."""

import unicodedata
from collections.abc import Callable
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from jwt_auth_bridge import Principal
from jwt_auth_bridge.path_owner import owns

from .examples import IDENTIFIERS, MANY

LOOKALIKES: list[Callable[[str], str]] = [
    lambda text: text,
    str.upper,
    str.lower,
    str.casefold,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFKC", text),
    lambda text: text + " ",
    lambda text: " " + text,
    lambda text: text + "\0",
    lambda text: text + "\u200b",
    lambda text: text + "/",
    lambda text: text[:-1],
    lambda text: text[1:],
    lambda text: quote(text, safe=""),
    lambda text: text.replace("s", "\u017f").replace("e", "\u0435"),
]
READABLE = st.text("seaSEA09%2f-_./\\\u00e9\ufb01\ufffd", min_size=1, max_size=6)


def is_owned(sub: str, user_id: str) -> bool:
    caller = Principal(sub, "session", "https://app.example", frozenset(), {})
    raw_path = b"/api/" + quote(user_id, safe="").encode() + b"/tasks"
    return owns(caller, user_id, {"path": f"/api/{user_id}/tasks", "raw_path": raw_path})


def may_own(sub: str) -> bool:
    """Whether an id is one segment of a path, to everybody."""
    return "/" not in sub and "\\" not in sub and sub not in {".", ".."}


@MANY
@given(READABLE | IDENTIFIERS, st.sampled_from(LOOKALIKES))
def test_what_a_careless_comparison_takes_for_the_same(sub: str, change: Callable[[str], str]) -> None:
    user_id = change(sub)
    is_same = [ord(each) for each in sub] == [ord(each) for each in user_id]
    assert is_owned(sub, user_id) == (is_same and may_own(sub))


@MANY
@given(IDENTIFIERS, st.text(st.characters(exclude_categories=["Cs"])))
def test_any_two_texts(sub: str, user_id: str) -> None:
    is_same = sub.encode("utf-32") == user_id.encode("utf-32")
    assert is_owned(sub, user_id) == (is_same and may_own(sub))
