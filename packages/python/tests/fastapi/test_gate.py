"""Nothing of a body is read before its sender is known."""

from collections.abc import Awaitable, Callable

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import NOW, Clock
from .app import bearer, client_of, make_app

Token = Callable[..., str]
JSON = {"Content-Type": "application/json"}
GUARDED = ["/me/tasks", "/api/alice/tasks"]
BODIES = [b"{not json", b"", b'{"title": 1}', b'{"title": "ok"}', b"\xff" * 1000]


@pytest.fixture
def app(auth: AuthBridge) -> FastAPI:
    return make_app(auth)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return client_of(app)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("path", GUARDED)
def test_401_goes_before_a_bad_body(client: TestClient, path: str, body: bytes) -> None:
    assert client.post(path, content=body, headers=JSON).json()["code"] == "token_missing"


@pytest.mark.parametrize("body", BODIES)
def test_403_goes_before_a_bad_body(client: TestClient, token: Token, body: bytes) -> None:
    answer = client.post("/api/bob/tasks", content=body, headers=JSON | bearer(token("alice")))
    assert answer.json()["code"] == "user_mismatch"


@pytest.mark.parametrize("path", GUARDED)
def test_a_good_token_gets_the_usual_answers(client: TestClient, token: Token, path: str) -> None:
    headers = JSON | bearer(token("alice"))
    assert client.post(path, content=b"{not json", headers=headers).status_code == 422
    assert client.post(path, json={"title": "t"}, headers=headers).json() == {"owner": "alice", "title": "t"}


def test_unguarded_routes_are_left_alone(client: TestClient) -> None:
    assert client.post("/open", json={"a": 1}).json() == 1
    assert client.post("/open", content=b"{", headers=JSON).status_code == 422
    assert client.post("/nowhere", content=b"{", headers=JSON).status_code == 404


@pytest.mark.parametrize("path", [*GUARDED, "/raw"])
async def test_the_body_of_an_anonymous_caller_is_never_read(app: FastAPI, path: str) -> None:
    reads, sent = 0, []

    async def receive() -> dict[str, object]:
        nonlocal reads
        reads += 1
        return {"type": "http.request", "body": b"x" * 65536, "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
        "scheme": "http",
        "server": ("localhost", 80),
        "root_path": "",
        "http_version": "1.1",
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    assert sent[0]["status"] == 401
    assert reads == 0


def test_a_stream_outlives_its_token(client: TestClient, token: Token) -> None:
    """Waiting for the disconnect is a read too; the guard has passed by then and does not run again."""
    assert client.get("/stream", headers=bearer(token("alice"))).text == "alice"


def test_disconnect_after_expiry(auth: AuthBridge, token: Token, clock: Clock) -> None:
    app = make_app(auth)

    @app.middleware("http")
    async def later(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        return await call_next(request)

    from fastapi import Depends

    @app.get("/slow-guarded", dependencies=[Depends(auth.principal)])
    async def slow_guarded(request: Request) -> bool:
        clock.now = NOW + 10_000
        return await request.is_disconnected()

    client = client_of(app)
    assert client.get("/slow-guarded", headers=bearer(token("alice"))).status_code == 200


@pytest.fixture
def behind_base_http(app: FastAPI) -> TestClient:
    @app.middleware("http")
    async def around(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        return await call_next(request)

    return client_of(app)


def test_inside_another_middleware(behind_base_http: TestClient, token: Token) -> None:
    client = behind_base_http
    assert client.post("/me/tasks", content=b"{", headers=JSON).json()["code"] == "token_missing"
    assert client.post("/me/tasks", json={"title": "t"}, headers=bearer(token("alice"))).status_code == 200


def test_protect_after_another_middleware(auth: AuthBridge, token: Token) -> None:
    """In either order the gate is inside: a refusal out of BaseHTTPMiddleware's read would be a 400."""
    app = make_app(auth, protect=False)

    @app.middleware("http")
    async def around(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        return await call_next(request)

    auth.protect(app)
    client = client_of(app)
    assert client.post("/me/tasks", content=b"{", headers=JSON).json()["code"] == "token_missing"
    assert client.post("/me/tasks", json={"title": "t"}, headers=bearer(token("alice"))).status_code == 200
