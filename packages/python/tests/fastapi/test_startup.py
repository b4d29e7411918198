"""An app with an unprotected route serves nothing, however it is started."""

import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from jwt_auth_bridge import ConfigurationError, Verifier
from jwt_auth_bridge.fastapi import AuthBridge, public, startup
from jwt_auth_bridge.fastapi.unprotected import check_protected

from .app import bearer, client_of

Token = Callable[..., str]


class Handler:
    """Counts its calls."""

    calls = 0

    async def endpoint(self) -> str:
        self.calls += 1
        return "reached"

    async def view(self, _: Any) -> Any:
        self.calls += 1
        return Response("reached")


@pytest.fixture
def handler() -> Handler:
    return Handler()


@pytest.fixture
def app(auth: AuthBridge) -> FastAPI:
    """An app that may start."""
    app = FastAPI()
    auth.protect(app)

    @app.get("/me", dependencies=[Depends(auth.principal)])
    async def me() -> str:
        return "me"

    @app.get("/health")
    @public
    async def health() -> str:
        return "ok"

    return app


def test_starts(app: FastAPI) -> None:
    with TestClient(app) as client:
        assert client.get("/health").json() == "ok"
        assert client.get("/me").status_code == 401


def test_looks_once(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not at every request."""
    looks: list[FastAPI] = []
    monkeypatch.setattr("jwt_auth_bridge.fastapi.startup.check_protected", looks.append)
    with TestClient(app) as client:
        for _ in range(3):
            assert client.get("/health").json() == "ok"
    assert looks == [app]


def test_protect_again_adds_no_second_look(app: FastAPI, verifier: Verifier) -> None:
    before = list(app.user_middleware)
    AuthBridge(verifier=verifier).protect(app)
    assert app.user_middleware == before


def test_names_every_route(app: FastAPI, handler: Handler) -> None:
    app.get("/a")(handler.endpoint)
    app.websocket("/b/{user_id}")(handler.endpoint)
    with pytest.raises(ConfigurationError) as stopped, TestClient(app):
        pass
    assert stopped.value.code == "route_unprotected"
    first, *lines = str(stopped.value).split("\n  ")
    assert first == "the app serves nothing, for it has unprotected routes:"
    assert [line.partition(":")[0] for line in lines] == ["GET /a", "WebSocket /b/{user_id}"]


def test_an_app_mounted_in_itself_does_not_start(app: FastAPI) -> None:
    app.mount("/again", app)
    with (
        pytest.raises(ConfigurationError, match="Mount /again: the app is mounted in itself"),
        TestClient(app),
    ):
        pass


async def start(app: FastAPI) -> list[dict[str, Any]]:
    """What the server is told when it starts an app and stops it at once."""
    received = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return received.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    try:
        await app({"type": "lifespan", "state": {}}, receive, send)  # type: ignore[arg-type]
    except ConfigurationError as error:
        sent.append({"raised": str(error)})
    return sent


async def test_the_server_is_told(app: FastAPI, handler: Handler) -> None:
    assert [message["type"] for message in await start(app)] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    app.get("/a")(handler.endpoint)
    failed, raised = await start(app)
    assert failed == {"type": "lifespan.startup.failed", "message": raised["raised"]}


async def test_routes_that_the_start_up_adds(auth: AuthBridge, handler: Handler) -> None:
    """And what was started is cleaned up."""
    cleaned_up = False

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        nonlocal cleaned_up
        app.get("/a")(handler.endpoint)
        try:
            yield
        finally:
            cleaned_up = True

    app = FastAPI(lifespan=lifespan)
    auth.protect(app)
    assert (await start(app))[0]["type"] == "lifespan.startup.failed"
    assert cleaned_up


async def test_another_failure_keeps_its_message(auth: AuthBridge) -> None:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        raise ConfigurationError("no database")
        yield

    app = FastAPI(lifespan=lifespan)
    auth.protect(app)
    failed, _ = await start(app)
    assert "Traceback" in failed["message"]
    assert "no database" in failed["message"]


@pytest.mark.parametrize("path", ["/a", "/health", "/me", "/nowhere", "/docs"])
def test_without_lifespan_the_first_request_is_refused(
    app: FastAPI, handler: Handler, token: Token, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    app.get("/a")(handler.endpoint)
    for _ in range(2):
        answer = client_of(app).get(path, headers=bearer(token()))
        assert (answer.status_code, answer.text) == (500, "Internal Server Error")
    assert handler.calls == 0
    assert [record.levelno for record in caplog.records] == [logging.ERROR] * 2
    assert "GET /a: no guard" in caplog.text
    with pytest.raises(ConfigurationError, match="GET /a: no guard"):
        TestClient(app).get(path)


def test_without_lifespan_a_handshake_is_refused(app: FastAPI, handler: Handler) -> None:
    app.websocket("/a")(handler.endpoint)
    client = TestClient(app)
    with pytest.raises(ConfigurationError, match="WebSocket /a"), client.websocket_connect("/a"):
        pass
    assert handler.calls == 0


def test_an_app_mounted_in_an_unprotected_one(app: FastAPI, handler: Handler) -> None:
    """Servers start the outer app alone."""
    app.get("/a")(handler.endpoint)
    outer = FastAPI()
    outer.mount("/sub", app)
    with TestClient(outer, raise_server_exceptions=False) as client:
        assert client.get("/sub/health").status_code == 500


def test_overrides_do_not_open_or_close_anything(app: FastAPI, auth: AuthBridge) -> None:
    app.dependency_overrides[auth.principal] = lambda: None
    with TestClient(app) as client:
        assert client.get("/me").json() == "me"


EAGER = not hasattr(APIRouter, "frontend")
LATE: dict[str, Callable[[FastAPI, Handler], object]] = {
    "route": lambda app, handler: app.get("/late")(handler.endpoint),
    "Starlette route": lambda app, handler: app.add_route("/late", handler.view),
    "files": lambda app, _: app.mount("/late", StaticFiles(directory=Path(__file__).parent)),
    "router": lambda app, handler: app.include_router(_router(handler)),
    "in front": lambda app, handler: app.router.routes.insert(0, Route("/late", handler.view)),
    "in another's place": lambda app, handler: app.router.routes.__setitem__(
        -1, Route("/late", handler.view)
    ),
    "new list": lambda app, handler: setattr(
        app.router, "routes", [*app.routes, Route("/late", handler.view)]
    ),
    "default": lambda app, handler: setattr(
        app.router, "default", Starlette(routes=[Route("/late", handler.view)])
    ),
    "default of a mounted app": lambda app, handler: setattr(
        app.state.mounted.router, "default", Starlette(routes=[Route("/late", handler.view)])
    ),
    "in an app that is the default": lambda app, handler: app.state.default.add_route("/late", handler.view),
    "new list in a mounted app": lambda app, handler: setattr(
        app.state.mounted.router, "routes", [Route("/late", handler.view)]
    ),
    "in a mounted app": lambda app, handler: app.state.mounted.router.add_route("/late", handler.view),
    "in a router of a mounted app's": lambda app, handler: app.state.mounted_router.get("/late")(
        handler.endpoint
    ),
    "in an included router": lambda app, handler: app.state.router.get("/late")(handler.endpoint),
}


def _router(handler: Handler) -> APIRouter:
    router = APIRouter()
    router.get("/late")(handler.endpoint)
    return router


@pytest.fixture
def running(app: FastAPI) -> FastAPI:
    """The same app with a router and mounted apps, after its start-up."""
    app.state.router, app.state.mounted_router, app.state.mounted = APIRouter(), APIRouter(), Starlette()
    outer, sub = APIRouter(), FastAPI()
    outer.include_router(app.state.router)
    app.include_router(outer)
    sub.include_router(app.state.mounted_router)
    app.router.default = app.state.default = Starlette()
    app.mount("/sub", app.state.mounted)
    app.mount("/api", sub)
    assert client_of(app).get("/health").json() == "ok"
    return app


@pytest.mark.parametrize("add", LATE.values(), ids=LATE)
def test_late_routes_are_refused(
    running: FastAPI,
    handler: Handler,
    caplog: pytest.LogCaptureFixture,
    request: pytest.FixtureRequest,
    add: Callable[[FastAPI, Handler], object],
) -> None:
    add(running, handler)
    client = client_of(running)
    if EAGER and request.node.callspec.id in ("in an included router", "in a router of a mounted app's"):
        # This FastAPI copied the routes when it included the router: a later one is not served at all.
        assert client.get("/late").status_code == client.get("/api/late").status_code == 404
        return
    for path in ("/late", "/late/app.py", "/sub/late", "/api/late", "/health"):
        assert client.get(path).status_code == 500
    assert handler.calls == 0
    assert "/late: no guard" in caplog.text


def test_a_route_added_while_the_routes_are_looked_at_is_refused(
    app: FastAPI, handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Endpoints run in threads, and any of them may add one between the look and the mark."""

    def look_then_add(protected: FastAPI) -> None:
        check_protected(protected)
        monkeypatch.setattr(startup, "check_protected", check_protected)
        protected.get("/late")(handler.endpoint)

    monkeypatch.setattr(startup, "check_protected", look_then_add)
    client = client_of(app)
    client.get("/health")
    assert client.get("/late").status_code == 500
    assert handler.calls == 0


@pytest.mark.skipif(EAGER, reason="this FastAPI copies the routes of a router")
def test_a_route_that_another_thread_is_adding_to_a_router(running: FastAPI, handler: Handler) -> None:
    """FastAPI adds it to the list first, and then takes note that the list has changed."""
    router: APIRouter = running.state.router
    router.routes.append(APIRoute("/late", handler.endpoint))
    client = client_of(running)
    client.get("/health")
    router._mark_routes_changed()
    assert client.get("/late").status_code == 500
    assert handler.calls == 0


def test_another_router_is_refused(app: FastAPI, handler: Handler) -> None:
    """The app goes on with the one that it was built with, and would be looked at elsewhere."""
    client = client_of(app)
    assert client.get("/health").status_code == 200
    old, app.router = app.router, APIRouter()
    old.add_api_route("/late", handler.endpoint)
    assert client.get("/late").status_code == 500
    assert handler.calls == 0


@pytest.mark.skipif(EAGER, reason="this FastAPI serves no front ends")
def test_late_front_ends_are_refused(running: FastAPI, tmp_path: Path) -> None:
    tmp_path.joinpath("index.html").write_text("late")
    running.frontend("/late", directory=tmp_path)
    assert client_of(running).get("/late/").status_code == 500


def test_a_late_websocket_is_refused(running: FastAPI, handler: Handler) -> None:
    running.websocket("/late")(handler.endpoint)
    client = TestClient(running)
    with pytest.raises(ConfigurationError, match="WebSocket /late"), client.websocket_connect("/late"):
        pass
    assert handler.calls == 0


def test_late_routes_with_a_guard_are_served(running: FastAPI, auth: AuthBridge, token: Token) -> None:
    running.get("/late", dependencies=[Depends(auth.principal)])(lambda: "late")
    client = client_of(running)
    assert client.get("/late").status_code == 401
    assert client.get("/late", headers=bearer(token())).json() == "late"


def test_serves_again_without_the_late_route(running: FastAPI, handler: Handler) -> None:
    running.get("/late")(handler.endpoint)
    client = client_of(running)
    assert client.get("/health").status_code == 500
    running.router.routes.pop()
    assert client.get("/health").json() == "ok"
