"""A guarded route lets nobody in before its guard was asked, whatever the look at start-up could not see."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response, WebSocket
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.fastapi import AuthBridge, Principal, Refusal

from .app import Task, bearer, client_of
from .site import Site, handler

Token = Callable[..., str]


class CachedRoute(APIRoute):
    """Hands out what another caller was given."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        async def cached(request: Request) -> Response:
            return PlainTextResponse("of another caller")

        return cached


class TimedRoute(APIRoute):
    """As FastAPI's documents show it."""

    def get_route_handler(self) -> Callable[[Request], Awaitable[Response]]:  # type: ignore[override]
        handle = super().get_route_handler()

        async def timed(request: Request) -> Response:
            return await handle(request)

        return timed


@pytest.fixture
def app(auth: AuthBridge) -> FastAPI:
    app = FastAPI()
    auth.protect(app)
    return app


def include(app: FastAPI, auth: AuthBridge, route_class: type[APIRoute]) -> TestClient:
    router = APIRouter(route_class=route_class)
    router.get("/a", dependencies=[Depends(auth.principal)])(handler)
    app.include_router(router)
    app.router.route_class = route_class
    app.get("/b", dependencies=[Depends(auth.principal)])(handler)
    return client_of(app)


@pytest.mark.parametrize("path", ["/a", "/b"])
def test_a_route_class_that_answers_by_itself(
    app: FastAPI, auth: AuthBridge, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    client = include(app, auth, CachedRoute)
    assert (client.get(path).status_code, client.get(path).text) == (500, "Internal Server Error")
    assert f"GET {path} answers before its guard is asked" in caplog.text
    with pytest.raises(ConfigurationError, match=path):
        TestClient(app).get(path)


@pytest.mark.parametrize("path", ["/a", "/b"])
def test_a_route_class_that_asks(app: FastAPI, auth: AuthBridge, token: Token, path: str) -> None:
    client = include(app, auth, TimedRoute)
    assert client.get(path).status_code == 401
    assert client.get(path, headers=bearer(token())).status_code == 200


def test_a_websocket_that_is_accepted_before(app: FastAPI, auth: AuthBridge) -> None:
    async def eager(socket: WebSocket) -> None:
        await socket.accept()

    app.add_api_websocket_route("/ws", handler, dependencies=[Depends(eager), Depends(auth.principal)])
    with pytest.raises(ConfigurationError, match="/ws"), TestClient(app).websocket_connect("/ws"):
        pass


def test_what_comes_before_may_refuse(app: FastAPI, auth: AuthBridge) -> None:
    def closed() -> None:
        raise HTTPException(503)

    app.get("/a", dependencies=[Depends(closed), Depends(auth.principal)])(handler)
    assert client_of(app).get("/a").status_code == 503


def test_a_refusal_may_be_told_otherwise(app: FastAPI, auth: AuthBridge) -> None:
    """As APIs that answer everything with 200 do."""
    app.add_exception_handler(Refusal, lambda *_: PlainTextResponse("refused"))
    app.get("/a", dependencies=[Depends(auth.principal)])(handler)
    assert client_of(app).get("/a").text == "refused"


def test_what_depends_on_a_guard_may_be_replaced(app: FastAPI, auth: AuthBridge) -> None:
    """By an app's own tests."""

    def user(caller: Annotated[Principal, Depends(auth.principal)]) -> str:
        return caller.user_id

    app.get("/a", dependencies=[Depends(user)])(handler)
    app.dependency_overrides[user] = lambda: "alice"
    assert client_of(app).get("/a").status_code == 200


# Earlier releases leave mounts out when they include a router.
PREFIXES = ["", "/in"] if hasattr(APIRouter, "frontend") else [""]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_behind_a_guard_of_a_mounted_app(app: FastAPI, auth: AuthBridge, token: Token, prefix: str) -> None:
    """Which hands on a copy of the scope."""
    sub, inner, outer = FastAPI(), APIRouter(), APIRouter()

    @inner.post("/{user_id}/tasks", dependencies=[Depends(auth.path_owner)])
    async def add(task: Task) -> str:
        return task.title

    sub.include_router(inner)
    outer.get("/other", dependencies=[Depends(auth.principal)])(handler)
    mounted = Site(app, auth).asgi.principal(sub, route="/sub")
    (outer if prefix else app).mount("/sub", mounted)
    app.include_router(outer, prefix=prefix)
    client = client_of(app)
    url, headers = f"{prefix}/sub/alice/tasks", bearer(token("alice"))
    assert client.post(url, json={"title": "t"}, headers=headers).json() == "t"
    assert client.post(url, json={"title": "t"}, headers=bearer(token("bob"))).status_code == 403
