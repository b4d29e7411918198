"""Behind Starlette's and FastAPI's routers, as a mount, a route and a middleware."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from jwt_auth_bridge import Verifier
from jwt_auth_bridge.asgi import AuthBridge, principal_of

from .app import Inner

Token = Callable[..., str]


async def whoami(request: Request) -> PlainTextResponse:
    return PlainTextResponse(principal_of(request.scope).user_id)


@pytest.fixture
def auth(verifier: Verifier) -> AuthBridge:
    return AuthBridge(verifier=verifier)


def reports() -> Starlette:
    return Starlette(routes=[Route("/tasks", whoami)])


def mounted_in_starlette(auth: AuthBridge) -> Starlette:
    guarded = auth.path_owner(reports(), route="/api/{user_id}")
    return Starlette(routes=[Mount("/api/{user_id}", guarded)])


def mounted_deeper(auth: AuthBridge) -> Starlette:
    return Starlette(routes=[Mount("/v1", mounted_in_starlette(auth))])


def mounted_without_parameters(auth: AuthBridge) -> Starlette:
    guarded = auth.path_owner(Inner(), route="/api/{user_id}")
    return Starlette(routes=[Mount("/v1", guarded)])


def mounted_in_fastapi(auth: AuthBridge) -> FastAPI:
    app = FastAPI()
    app.mount("/api/{user_id}", auth.path_owner(reports(), route="/api/{user_id}"))
    return app


def one_route(auth: AuthBridge) -> Starlette:
    guarded = auth.path_owner(Inner(), route="/api/{user_id}/tasks")
    return Starlette(routes=[Route("/api/{user_id}/tasks", guarded)])


@pytest.mark.parametrize(
    ("make", "prefix"),
    [
        (mounted_in_starlette, ""),
        (mounted_deeper, "/v1"),
        (mounted_without_parameters, "/v1"),
        (mounted_in_fastapi, ""),
        (one_route, ""),
    ],
)
@pytest.mark.parametrize("root_path", ["", "/proxied"])
def test_path_owner(
    auth: AuthBridge, token: Token, make: Callable[[AuthBridge], Starlette], prefix: str, root_path: str
) -> None:
    client = TestClient(make(auth), root_path=root_path)
    headers = {"Authorization": f"Bearer {token('alice')}"}
    path = f"{root_path}{prefix}/api/alice/tasks"
    admitted = client.get(path, headers=headers)
    assert (admitted.status_code, admitted.text) == (200, "alice")
    assert client.get(path).status_code == 401
    assert client.get(path.replace("alice", "bob"), headers=headers).status_code == 403


def test_as_a_middleware(auth: AuthBridge, token: Token) -> None:
    """In front of a whole app, and of one mount."""
    whole = reports()
    whole.add_middleware(auth.principal, route="/")
    one = Starlette(routes=[Mount("/for", reports(), middleware=[Middleware(auth.principal, route="/for")])])
    for app, path in ((whole, "/tasks"), (one, "/for/tasks")):
        with TestClient(app) as client:  # which also asks for the lifespan
            assert client.get(path).status_code == 401
            assert client.get(path, headers={"Authorization": f"Bearer {token()}"}).text == "alice"


def test_the_log_names_the_route_and_no_path(auth: AuthBridge, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "jwt_auth_bridge")
    TestClient(mounted_in_starlette(auth)).post("/api/user-7f3a/tasks")
    assert [record.getMessage() for record in caplog.records if record.name == "jwt_auth_bridge"] == [
        "refused 401 token_missing no_credentials: no Authorization header POST /api/{user_id}"
    ]
