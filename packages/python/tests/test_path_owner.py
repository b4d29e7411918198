"""Paths that whoever reads them next may take for another one are nobody's, whatever `user_id` they name."""

from typing import Any
from urllib.parse import unquote

import pytest

from jwt_auth_bridge import Principal
from jwt_auth_bridge.path_owner import owns


def is_owned(path_as_sent: str, user_id: str = "alice", **more: Any) -> bool:
    """Whether a path is its user's, when a router found their id in it."""
    caller = Principal(user_id, "session", "https://app.example", frozenset(), {})
    scope = {"path": unquote(path_as_sent), "raw_path": path_as_sent.encode(), **more}
    return owns(caller, user_id, scope)


CLIMBING = [
    "/files/alice/../bob/x.txt",
    "/files/alice/..",
    "/files/alice/.",
    "/files/alice/./x.txt",
    "/../files/alice",
    "/files/alice/%2e%2e/bob/x.txt",
    "/files/alice/%2E./bob/x.txt",
    "/files/alice/.%2e/bob/x.txt",
    "/files/alice/%2e",
    "/files/alice/..\\bob\\x.txt",
    "/files/alice\\..\\bob",
    "/files/alice\\..",
    "/files/alice\\.",
]
ESCAPED = [
    "/files/alice%2F",
    "/files/alice%2fx.txt",
    "/files/alice/a%2Fb",
    "/files/alice/a%5Cb",
    "/files/alice/a%5cb",
    "/files%2Falice",
]
PLAIN = [
    "/files/alice",
    "/files/alice/",
    "/files/alice//x.txt",
    "/files/alice/x.txt",
    "/files/alice/.well-known/..x/x../...",
    "/files/alice/%2ewell-known/a%20b",
    "/files/alice/k%C3%A4se",
    "/files/alice/a%252Fb/%252e%252e",
    "/files/alice/100%",
    "/files/alice/%FF",
]


@pytest.mark.parametrize("path", CLIMBING + ESCAPED)
def test_ambiguous(path: str) -> None:
    assert not is_owned(path)


@pytest.mark.parametrize("path", PLAIN)
def test_plain(path: str) -> None:
    assert is_owned(path)
    assert is_owned(path, raw_path=None)


@pytest.mark.parametrize("path", [*CLIMBING, "/files/alice/a%5Cb", "/files/alice/a\\b"])
def test_ambiguous_without_the_raw_path(path: str) -> None:
    """An escaped slash is a slash by then, to the app behind too."""
    assert not is_owned(path, raw_path=None)


def test_what_the_app_behind_reads_counts_too() -> None:
    """A server or a middleware may have written the path anew, and left the raw one."""
    assert not is_owned("/files/alice", path="/files/alice/../bob")
    assert not is_owned("/files/bob/../alice", path="/files/alice")
    assert is_owned("/v1/files/alice", path="/files/alice")


@pytest.mark.parametrize("user_id", ["a/b", "a\\b", "/", "\\", "/alice", "alice\\"])
@pytest.mark.parametrize("escape", [True, False])
def test_an_id_with_a_separator_owns_no_path(user_id: str, escape: bool) -> None:
    """A converter such as `{user_id:path}` finds it as it is."""
    segment = user_id.replace("/", "%2F").replace("\\", "%5C") if escape else user_id
    assert not is_owned(f"/files/{segment}", user_id)
    assert not is_owned(f"/files/{segment}", user_id, raw_path=None)


def test_a_path_that_is_no_unicode_text() -> None:
    assert is_owned("/files/alice/%FF", path="/files/alice/\udcff")
    assert not is_owned("/files/alice/%FF/..", path="/files/alice/\udcff/..")
