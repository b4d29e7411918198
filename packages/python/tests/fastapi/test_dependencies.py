"""What callers get from the three dependencies: design, "What a caller gets"."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any
from urllib.parse import unquote

import pytest
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.testclient import TestClient

from jwt_auth_bridge.fastapi import AuthBridge, Principal

from ..conftest import NOW, Clock
from .app import bearer, client_of, make_app

Token = Callable[..., str]


@pytest.fixture
def app(auth: AuthBridge) -> FastAPI:
    return make_app(auth)


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with client_of(app) as client:
        yield client


def test_principal(client: TestClient, token: Token) -> None:
    answer = client.get("/me", headers=bearer(token("alice")))
    assert (answer.status_code, answer.json()) == (200, "alice")


def test_missing(client: TestClient) -> None:
    answer = client.get("/me")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Sign in to use this resource.",
        "code": "token_missing",
    }


def test_other_scheme_is_missing(client: TestClient) -> None:
    answer = client.get("/me", headers={"Authorization": "Basic YTpi"})
    assert (answer.json()["code"], answer.headers["WWW-Authenticate"]) == ("token_missing", "Bearer")


def test_invalid(client: TestClient, token: Token) -> None:
    answer = client.get(
        "/me", headers=bearer(token("alice", secret="another-secret-that-is-long-enough-0123"))
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
    assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_expired(client: TestClient, token: Token, clock: Clock) -> None:
    headers = bearer(token("alice", lifetime=300))
    clock.now = NOW + 304.9
    assert client.get("/me", headers=headers).status_code == 200
    clock.now = NOW + 305
    answer = client.get("/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_expired")


def test_two_headers(client: TestClient, token: Token) -> None:
    value = f"Bearer {token('alice')}"
    answer = client.get("/me", headers=[("Authorization", value), ("Authorization", value)])
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_optional(client: TestClient, token: Token) -> None:
    assert client.get("/hello").json() is None
    assert client.get("/hello", headers={"Authorization": "Basic YTpi"}).json() is None
    assert client.get("/hello", headers=bearer(token("alice"))).json() == "alice"


@pytest.mark.parametrize("value", ["Bearer", "Bearer x", "Bearer a.b.c", "Bearer a b"])
def test_optional_refuses_bad_credentials(client: TestClient, value: str) -> None:
    """Never silently anonymous."""
    answer = client.get("/hello", headers={"Authorization": value})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")


def test_path_owner(client: TestClient, token: Token) -> None:
    assert client.get("/api/alice/tasks", headers=bearer(token("alice"))).status_code == 200
    refused = client.get("/api/bob/tasks", headers=bearer(token("alice")))
    assert (refused.status_code, refused.json()["code"]) == (403, "user_mismatch")
    assert "WWW-Authenticate" not in refused.headers
    assert refused.headers["Cache-Control"] == "no-store"


async def status_of(app: FastAPI, path: str, token: str) -> int:
    """GET a list, with the path decoded once as servers do; TestClient would decode it twice."""
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b""}

    async def send(message: MutableMapping[str, Any]) -> None:
        statuses.extend([message["status"]] if message["type"] == "http.response.start" else [])

    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(f"/api/{path}/tasks"),
        "raw_path": f"/api/{path}/tasks".encode("ascii"),
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {token}".encode())],
        "root_path": "",
    }
    await app(scope, receive, send)
    return statuses[0]


@pytest.mark.parametrize(
    ("user_id", "path"),
    [
        ("alice", "Alice"),
        ("alice", "alice%20"),
        ("alice", "%20alice"),
        ("alice", "alic"),
        ("alice", "alicee"),
        ("alice", "%2561lice"),  # decoded twice it would be alice
        ("alice", "alice%00"),
        ("alice", "al%C4%B1ce"),  # dotless i
        ("caf\u00e9", "cafe%CC%81"),  # NFD of the same text
        ("\uff21lice", "Alice"),  # NFKC of the same text
        ("stra\u00dfe", "strasse"),  # casefold of the same text
        ("a%2fb", "a%2fb"),
    ],
)
async def test_path_is_compared_code_point_by_code_point(
    app: FastAPI, token: Token, user_id: str, path: str
) -> None:
    assert await status_of(app, path, token(user_id)) in {403, 404}  # 404: the decoded path is another route


@pytest.mark.parametrize(
    ("user_id", "path"),
    [("caf\u00e9", "caf%C3%A9"), ("a b", "a%20b"), ("alice", "%61lice"), ("\U0001f600", "%F0%9F%98%80")],
)
async def test_path_is_decoded_once(app: FastAPI, token: Token, user_id: str, path: str) -> None:
    assert await status_of(app, path, token(user_id)) == 200


@pytest.mark.parametrize("escaped", ["%FF", "%C0%AF", "%ED%A0%80", "%C3"])
async def test_bytes_that_are_not_utf8_equal_nothing(app: FastAPI, token: Token, escaped: str) -> None:
    """Servers decode them as U+FFFD, which an id may hold."""
    for count in (1, 2, 3):
        assert await status_of(app, escaped, token("\ufffd" * count)) == 403
    assert await status_of(app, "%EF%BF%BD", token("\ufffd")) == 200


@pytest.mark.parametrize("path", ["/unowned", "/typed/1"])
def test_path_owner_without_user_id_is_closed(
    client: TestClient, token: Token, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of the app: nobody gets in, and the log says what to do."""
    assert client.get(path).status_code == 401
    caplog.clear()
    assert client.get(path, headers=bearer(token("1"))).status_code == 500
    (record,) = [record for record in caplog.records if record.name == "jwt_auth_bridge"]
    assert record.levelname == "ERROR"
    assert "path_owner guards GET" in record.message
    assert "auth.principal" in record.message


def test_scopes_are_enforced(client: TestClient, token: Token) -> None:
    """`Security(..., scopes=[...])` would otherwise read like a check that nobody makes."""
    assert client.get("/scoped").status_code == 401
    refused = client.get("/scoped", headers=bearer(token("alice", claims={"scope": "tasks:read"})))
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")
    assert refused.headers["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'
    admitted = bearer(token("alice", claims={"scope": "tasks:read tasks:write"}))
    assert client.get("/scoped", headers=admitted).status_code == 200


def test_override(app: FastAPI, client: TestClient, auth: AuthBridge) -> None:
    """An app's own tests can put a caller in place, and then no token is asked for, nor by the body gate."""
    fake = Principal("eve", "s", "i", frozenset(), {})
    app.dependency_overrides[auth.principal] = lambda: fake
    assert client.get("/me").json() == "eve"
    assert client.post("/me/tasks", json={"title": "t"}).json()["owner"] == "eve"


def test_without_protect(auth: AuthBridge) -> None:
    """A plain HTTPException with the right status and challenge."""
    client = client_of(make_app(auth, protect=False))
    answer = client.get("/me")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json() == {"detail": "Sign in to use this resource."}


def test_preflight_is_not_authenticated(app: FastAPI) -> None:
    """The CORS middleware answers a preflight, which carries no credentials by design."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["http://web.example"],
        allow_methods=["*"],
        allow_headers=["Authorization"],
    )
    client = client_of(app)
    preflight = client.options(
        "/me",
        headers={
            "Origin": "http://web.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
        },
    )
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "http://web.example"
    # A refusal must be readable to the page as well, or it cannot know that it has to sign in.
    refused = client.get("/me", headers={"Origin": "http://web.example"})
    assert (refused.status_code, refused.headers["Access-Control-Allow-Origin"]) == (
        401,
        "http://web.example",
    )


def test_dependencies_stay_on_the_event_loop(
    client: TestClient, token: Token, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No thread pool: it costs more than the verification."""

    async def refuse(*_: object, **__: object) -> None:
        raise AssertionError("entered the thread pool")

    monkeypatch.setattr("fastapi.dependencies.utils.run_in_threadpool", refuse)
    monkeypatch.setattr("starlette._exception_handler.run_in_threadpool", refuse)
    assert client.get("/api/alice/tasks", headers=bearer(token("alice"))).status_code == 200
    assert client.get("/me").status_code == 401
