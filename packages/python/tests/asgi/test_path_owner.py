"""Whose path it is: a router's word, or the declared route's, compared code point by code point."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jwt_auth_bridge import ConfigurationError, Verifier
from jwt_auth_bridge.asgi import AuthBridge

from .app import Inner, ask

Token = Callable[..., str]
Status = Callable[..., Any]


@pytest.fixture
def auth(verifier: Verifier) -> AuthBridge:
    return AuthBridge(verifier=verifier)


@pytest.fixture
def status(auth: AuthBridge, token: Token) -> Status:
    """`await status(user_id, path)`: what a user is answered on a path."""

    async def ask_as(user_id: str, path: str, route: str = "/api/{user_id}", **more: Any) -> int:
        guarded = auth.path_owner(Inner(), route=route)
        return (await ask(guarded, path, token(user_id), **more)).status

    return ask_as


@pytest.mark.parametrize(
    "path", ["/api/alice", "/api/alice/", "/api/alice/tasks", "/api/alice//tasks/.5/a%20b"]
)
async def test_ones_own(status: Status, path: str) -> None:
    assert await status("alice", path) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/bob",
        "/api/Alice",
        "/api/alic",
        "/api/alicee",
        "/api/alice%20",
        "/api/%20alice",
        "/api/%2561lice",  # decoded twice it would be alice
        "/api/alice%00",
        "/api/alice%0A",
        "/api/al%C4%B1ce",  # dotless i
        "/api//alice",
        "/api/",
        "/api",
        "/apialice",
        "/Api/alice",
        "/api%2Fbob/alice",
        "/alice",
        "/",
        "//api/alice",
        "/v1/api/alice",
        "/api/bob/api/alice",
        "/api/alice//%2e%2e/bob",
    ],
)
async def test_what_is_not_ones_own_is_403(auth: AuthBridge, token: Token, path: str) -> None:
    """Also where the route does not fit: such a path is nobody's."""
    inner = Inner()
    answer = await ask(auth.path_owner(inner, route="/api/{user_id}"), path, token("alice"))
    assert (answer.status, json.loads(answer.body)["code"]) == (403, "user_mismatch")
    assert b"www-authenticate" not in answer.headers
    assert answer.headers[b"cache-control"] == b"no-store"
    assert (inner.scopes, answer.reads) == ([], 0)


async def test_a_bad_token_goes_before_another_users_path(auth: AuthBridge) -> None:
    answer = await ask(auth.path_owner(Inner(), route="/api/{user_id}"), "/api/bob", "x")
    assert answer.status == 401


@pytest.mark.parametrize(
    ("user_id", "path", "expected"),
    [
        ("caf\u00e9", "/api/caf%C3%A9", 200),
        ("caf\u00e9", "/api/cafe%CC%81", 403),  # NFD of the same text
        ("\uff21lice", "/api/Alice", 403),  # NFKC of the same text
        ("stra\u00dfe", "/api/strasse", 403),  # casefold of the same text
        ("\U0001f600", "/api/%F0%9F%98%80", 200),
        ("a b", "/api/a%20b", 200),
        ("a b", "/api/a+b", 403),
        ("alice", "/api/%61lice", 200),
        ("alice", "/api/alice%2Ftasks", 403),
        ("alice/tasks", "/api/alice%2Ftasks", 403),
        ("alice", "/api/alice/tasks", 200),
        ("alice/tasks", "/api/alice/tasks", 403),
        ("a%2fb", "/api/a%2fb", 403),
        ("a%2fb", "/api/a%252fb", 200),
    ],
)
async def test_decoded_once(status: Status, user_id: str, path: str, expected: int) -> None:
    assert await status(user_id, path) == expected


@pytest.mark.parametrize("escaped", ["%FF", "%C0%AF", "%ED%A0%80", "%C3"])
async def test_bytes_that_are_not_utf8_equal_nothing(status: Status, escaped: str) -> None:
    """Servers decode them as U+FFFD, which an id may hold."""
    path = f"/api/{escaped}"
    for count in (1, 2, 3):
        assert await status("\ufffd" * count, path) == 403
    assert await status("\ufffd", "/api/%EF%BF%BD") == 200


async def test_a_server_that_hides_the_raw_path_is_not_trusted_with_u_fffd(status: Status) -> None:
    assert await status("\ufffd", "/api/%EF%BF%BD", raw_path=None) == 403
    assert await status("alice", "/api/alice", raw_path=None) == 200


@pytest.mark.parametrize(
    ("route", "path", "expected"),
    [
        ("/{user_id}", "/alice", 200),
        ("/{user_id}", "/api/alice", 403),
        ("/api/{user_id}/", "/api/alice/tasks", 200),
        ("/api/{user_id}/tasks", "/api/alice/tasks/1", 200),
        ("/api/{user_id}/tasks", "/api/alice/tasksandmore", 403),
        ("/api/{user_id}/tasks", "/api/alice", 403),
        ("/{org}/{user_id}", "/acme/alice", 200),
        ("/{org}/{user_id}", "/alice/acme", 403),
        ("/{org}/{user_id}", "//alice", 403),
        ("/v1.0/{user_id}", "/v1x0/alice", 403),  # a dot is a dot
    ],
)
async def test_routes(status: Status, route: str, path: str, expected: int) -> None:
    assert await status("alice", path, route) == expected


@pytest.mark.parametrize(
    "route",
    [
        "",
        "/",
        "/reports",
        "/api/{id}",
        "/api/user_id",
        "/api/{user_id}s",
        "/{user_id}/{user_id}",
        "api/{user_id}",
    ],
)
def test_a_route_without_a_user_id_is_refused_at_start(auth: AuthBridge, route: str) -> None:
    with pytest.raises(ConfigurationError, match="path_owner guards") as refused:
        auth.path_owner(Inner(), route=route)
    assert refused.value.code == "path_parameter_missing"


@pytest.mark.parametrize(
    ("path", "root_path", "expected"),
    [
        ("/v1/api/alice", "/v1", 200),
        ("/api/alice", "/v1", 200),  # a server that leaves the root out of the path
        ("/v1/v1/api/alice", "/v1", 403),
        ("/v1api/alice", "/v1", 403),
        ("/api/bob/api/alice", "/api/bob", 200),  # mounted there by somebody who knows
    ],
)
async def test_below_the_root(status: Status, path: str, root_path: str, expected: int) -> None:
    assert await status("alice", path, root_path=root_path) == expected


async def test_a_root_ends_where_a_segment_does(status: Status) -> None:
    assert await status("alice", "/v1api/alice", "/v1api/{user_id}", root_path="/v1") == 200


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [({"user_id": "alice"}, 200), ({"user_id": "bob"}, 403), ({"id": "bob"}, 200), ({}, 200)],
)
async def test_a_routers_word_goes_first(
    status: Status, parameters: dict[str, object], expected: int
) -> None:
    """The app behind reads it from there too."""
    assert await status("alice", "/api/alice", path_params=parameters) == expected


@pytest.mark.parametrize("user_id", [1, None])
async def test_a_router_that_gives_no_text_is_loud(
    status: Status, caplog: pytest.LogCaptureFixture, user_id: object
) -> None:
    """A converter is a mistake of the app: nobody gets in."""
    with pytest.raises(ConfigurationError, match="without a converter"):
        await status("1", "/api/1", path_params={"user_id": user_id})
    assert [record.levelname for record in caplog.records] == ["ERROR"]
