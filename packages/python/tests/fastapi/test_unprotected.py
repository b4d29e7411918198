"""Which routes keep an app from starting."""

from pathlib import Path

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from jwt_auth_bridge.asgi import AuthBridge as AsgiBridge
from jwt_auth_bridge.fastapi import AuthBridge, public, unprotected_routes

from .site import (
    FILES,
    Declare,
    Site,
    api,
    endpoint,
    get,
    handler,
    other_bridge,
    starlette,
    view,
    with_router,
)

NO_GUARD = "no guard"
NO_OWNER = "nobody checks that {user_id} is the caller"
STRANGER = "its guard belongs to a bridge that does not protect this app"


class Bespoke(BaseRoute):
    path = "/bespoke"


class Holder:
    def __init__(self, app: object) -> None:
        self.app = app

    async def __call__(self, *_: object) -> None: ...


class Welcoming(Router):
    """Answers where it has no route."""

    async def not_found(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


class OwnCall(FastAPI):
    """Answers before its routes are asked."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


class OwnApp(Router):
    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


class OwnMount(Mount):
    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


class OwnRouter(APIRouter):
    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


class OwnHandle(APIRoute):
    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await FILES(scope, receive, send)


def in_each_other(site: Site) -> None:
    sub = FastAPI(openapi_url=None)
    sub.mount("/again", site.app.router)
    site.app.mount("/sub", sub)


def own_router(site: Site) -> None:
    sub = Starlette()
    sub.router = OwnApp()
    site.app.mount("/sub", sub)


def own_handle(site: Site) -> None:
    site.app.router.route_class = OwnHandle
    site.app.get("/a", dependencies=site.guards("principal"))(handler)


async def answer_by_itself(*_: object) -> Response:
    return Response()


BAD: dict[str, tuple[Declare, list[str]]] = {
    "no guard": (get("/a"), [f"GET /a: {NO_GUARD}"]),
    "each of several": (
        lambda site: (
            site.app.api_route("/a", methods=["PUT", "GET", "HEAD"])(handler),
            site.app.post("/b")(handler),
        ),
        [f"GET,PUT /a: {NO_GUARD}", f"POST /b: {NO_GUARD}"],
    ),
    "one method of a path": (
        lambda site: (
            site.app.get("/a", dependencies=site.guards("principal"))(handler),
            site.app.delete("/a")(handler),
        ),
        [f"DELETE /a: {NO_GUARD}"],
    ),
    "HEAD": (lambda site: site.app.head("/a")(handler), [f"HEAD /a: {NO_GUARD}"]),
    "OPTIONS": (lambda site: site.app.options("/a")(handler), [f"OPTIONS /a: {NO_GUARD}"]),
    "a dependency of another kind": (
        lambda site: site.app.get("/a", dependencies=[Depends(lambda: None)])(handler),
        [f"GET /a: {NO_GUARD}"],
    ),
    "a user's path, public": (
        lambda site: site.app.get("/{user_id}")(public(endpoint())),
        [f"GET /{{user_id}}: {NO_OWNER}"],
    ),
    "a user's path, principal": (get("/{user_id}", "principal"), [f"GET /{{user_id}}: {NO_OWNER}"]),
    "a user's path, optional principal": (
        get("/{user_id}/a", "optional_principal"),
        [f"GET /{{user_id}}/a: {NO_OWNER}"],
    ),
    "a user's path with slashes": (
        get("/{user_id:path}", "principal"),
        [f"GET /{{user_id:path}}: {NO_OWNER}"],
    ),
    "a router": (
        with_router(lambda router: router.get("/a")(handler)),
        [f"GET /out/in/a: {NO_GUARD}"],
    ),
    "a user's path in the prefix": (
        with_router(lambda router: router.get("/a")(handler), "principal", prefix="/{user_id}"),
        [f"GET /{{user_id}}/in/a: {NO_OWNER}"],
    ),
    "websocket": (
        lambda site: site.app.add_api_websocket_route("/a", handler),
        [f"WebSocket /a: {NO_GUARD}"],
    ),
    "websocket of a router": (
        with_router(lambda router: router.add_api_websocket_route("/{user_id}", handler), "principal"),
        [f"WebSocket /out/in/{{user_id}}: {NO_OWNER}"],
    ),
    "Starlette route": (lambda site: site.app.add_route("/a", view), [f"GET /a: {NO_GUARD}"]),
    "Starlette websocket": (
        lambda site: site.app.router.add_websocket_route("/a", view),
        [f"WebSocket /a: {NO_GUARD}"],
    ),
    "Starlette route of a guarded router, whose guards FastAPI does not run": (
        with_router(lambda router: router.add_route("/a", view), "principal"),
        [f"GET /out/in/a: {NO_GUARD}"],
    ),
    "Starlette route of a router, whose middleware FastAPI leaves behind": (
        lambda site: with_router(
            lambda router: router.routes.append(
                Route("/a", view, middleware=[Middleware(site.asgi.principal, route="/a")])
            )
        )(site),
        [f"GET /out/in/a: {NO_GUARD}"],
    ),
    "ASGI route": (
        lambda site: site.app.router.routes.append(Route("/a", FILES)),
        [f"Route /a: {NO_GUARD}"],
    ),
    "a route of a class unknown to us": (
        lambda site: site.app.router.routes.append(Bespoke()),
        [f"Bespoke /bespoke: {NO_GUARD}"],
    ),
    "files": (lambda site: site.app.mount("/files", FILES), [f"Mount /files: {NO_GUARD}"]),
    "files behind a middleware": (
        lambda site: site.app.mount("/files", CORSMiddleware(FILES)),
        [f"Mount /files: {NO_GUARD}"],
    ),
    "files behind a function that may answer": (
        lambda site: site.app.mount(
            "/files",
            BaseHTTPMiddleware(site.asgi.principal(FILES, route="/files"), dispatch=answer_by_itself),
        ),
        [f"Mount /files: {NO_GUARD}"],
    ),
    "an app that holds a guarded one and answers by itself": (
        lambda site: site.app.mount("/files", Holder(site.asgi.principal(FILES, route="/files"))),
        [f"Mount /files: {NO_GUARD}"],
    ),
    "a user's files, public": (
        lambda site: site.app.mount("/{user_id}", public(StaticFiles(check_dir=False))),
        [f"Mount /{{user_id}}: {NO_OWNER}"],
    ),
    "a mounted app": (
        lambda site: site.app.mount("/sub", starlette("/a", "/b")),
        [f"GET /sub/a: {NO_GUARD}", f"GET /sub/b: {NO_GUARD}"],
    ),
    "a mounted app behind a middleware": (
        lambda site: site.app.mount("/sub", CORSMiddleware(starlette("/a"))),
        [f"GET /sub/a: {NO_GUARD}"],
    ),
    "a mounted app in a mounted app": (
        lambda site: site.app.mount("/sub", Router([Mount("/deep", routes=[Route("/a", view)])])),
        [f"GET /sub/deep/a: {NO_GUARD}"],
    ),
    "a mounted app at a user's path": (
        lambda site: site.app.mount("/{user_id}", api("/a", site.auth.principal)),
        [f"GET /{{user_id}}/a: {NO_OWNER}"],
    ),
    "a guarded mount with a user's path within": (
        lambda site: site.app.mount("/sub", site.asgi.principal(starlette("/{user_id}"), route="/sub")),
        [f"GET /sub/{{user_id}}: {NO_OWNER}"],
    ),
    "a second user in an owned mount": (
        lambda site: site.app.mount(
            "/{user_id}", site.asgi.path_owner(starlette("/{user_id}"), route="/{user_id}")
        ),
        [f"GET /{{user_id}}/{{user_id}}: {NO_OWNER}"],
    ),
    "a public mount with a user's path within": (
        lambda site: site.app.mount("/sub", public(starlette("/a", "/{user_id}"))),
        [f"GET /sub/{{user_id}}: {NO_OWNER}"],
    ),
    "host": (
        lambda site: site.app.host("{user_id}.example.org", api("/a", site.auth.principal)),
        [f"GET {{user_id}}.example.org/a: {NO_OWNER}"],
    ),
    "default": (
        lambda site: setattr(site.app.router, "default", FILES),
        [f"default of /: {NO_GUARD}"],
    ),
    "default that is an app": (
        lambda site: setattr(site.app.router, "default", starlette("/a")),
        [f"GET /a: {NO_GUARD}"],
    ),
    "default of a router of one's own": (
        lambda site: site.app.mount("/sub", Welcoming()),
        [f"default of /sub/: {NO_GUARD}"],
    ),
    "an app with a call of its own": (
        lambda site: site.app.mount("/sub", OwnCall(openapi_url=None)),
        [f"Mount /sub: {NO_GUARD}"],
    ),
    "an app with a router of its own": (
        lambda site: site.app.mount("/sub", CORSMiddleware(OwnApp([Route("/a", view)]))),
        [f"Mount /sub: {NO_GUARD}", f"GET /sub/a: {NO_GUARD}"],
    ),
    "a guarded route with a handle of its own": (own_handle, [f"GET /a: {NO_GUARD}. OwnHandle.handle"]),
    "a guard as an endpoint, behind a middleware of one's own": (
        lambda site: site.app.router.routes.append(
            Route("/a", site.asgi.principal(FILES, route="/a"), middleware=[Middleware(Holder)])
        ),
        [f"Route /a: {NO_GUARD}"],
    ),
    "an app whose router is of one's own": (own_router, [f"Mount /sub: {NO_GUARD}"]),
    "a guarded mount with a handle of its own": (
        lambda site: site.app.router.routes.append(
            OwnMount("/files", site.asgi.principal(FILES, route="/files"))
        ),
        [f"OwnMount /files: {NO_GUARD}. OwnMount.handle"],
    ),
    "a mount with a handle of its own": (
        lambda site: site.app.router.routes.append(OwnMount("/sub", api("/a", site.auth.principal))),
        [f"OwnMount /sub: {NO_GUARD}. OwnMount.handle"],
    ),
    "an app in itself": (
        lambda site: site.app.mount("/again", site.app),
        ["Mount /again: the app is mounted in itself"],
    ),
    "an app in itself, public": (
        lambda site: site.app.mount("/again", public(CORSMiddleware(site.app))),
        ["Mount /again: the app is mounted in itself"],
    ),
    "an app in an app in itself": (in_each_other, ["Mount /sub/again: the app is mounted in itself"]),
    "documents of one's own": (
        lambda site: site.app.get("/docs")(handler),
        [f"GET /docs: {NO_GUARD}"],
    ),
}


@pytest.fixture
def app(auth: AuthBridge) -> FastAPI:
    app = FastAPI()
    auth.protect(app)
    return app


@pytest.mark.parametrize(("declare", "expected"), BAD.values(), ids=BAD)
def test_unprotected(app: FastAPI, auth: AuthBridge, declare: Declare, expected: list[str]) -> None:
    declare(Site(app, auth))
    found = unprotected_routes(app)
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize("path", ["/a", "/{user_id}"])
def test_a_bridge_that_does_not_protect_the_app(app: FastAPI, path: str) -> None:
    other = other_bridge()
    app.get(path, dependencies=[Depends(other.path_owner)])(handler)
    app.mount("/files", AsgiBridge(verifier=other.verifier).principal(FILES, route="/files"))
    first, second = unprotected_routes(app)
    assert first.startswith(f"GET {path}: {STRANGER}")
    assert second.startswith(f"Mount /files: {STRANGER}")
    AuthBridge(verifier=other.verifier).protect(app)
    assert unprotected_routes(app) == []


def test_a_strangers_path_owner_beside_a_guard_of_ours(app: FastAPI, auth: AuthBridge) -> None:
    guards = [Depends(auth.principal), Depends(other_bridge().path_owner)]
    app.get("/{user_id}", dependencies=guards)(handler)
    (line,) = unprotected_routes(app)
    assert line.startswith(f"GET /{{user_id}}: {STRANGER}")


def test_a_stranger_in_front_of_a_mounted_app(app: FastAPI) -> None:
    guard = AsgiBridge(verifier=other_bridge().verifier).principal(starlette("/a"), route="/sub")
    app.mount("/sub", guard)
    (line,) = unprotected_routes(app)
    assert line.startswith(f"GET /sub/a: {STRANGER}")


def test_without_protect_no_guard_counts(auth: AuthBridge) -> None:
    """So a test finds a forgotten auth.protect(app), which no start-up can."""
    app = api("/a", auth.principal)
    (line,) = unprotected_routes(app)
    assert line.startswith(f"GET /a: {STRANGER}")


def test_each_kind_has_its_mend(app: FastAPI) -> None:
    app.get("/a")(handler)
    app.add_route("/b", view)
    app.mount("/c", FILES)
    assert [line.partition(f"{NO_GUARD}. ")[2] for line in unprotected_routes(app)] == [
        "Add Depends(auth.principal), or @public for everybody",
        "FastAPI runs no dependencies here: declare it with @app.get(), or add @public for everybody",
        "Put a guard of jwt_auth_bridge.asgi round the app, or public(app) for everybody",
    ]


@pytest.mark.skipif(not hasattr(APIRouter, "frontend"), reason="this FastAPI serves no front ends")
def test_front_ends(app: FastAPI, auth: AuthBridge, tmp_path: Path) -> None:
    """FastAPI keeps them apart from its routes."""
    guarded = APIRouter(dependencies=[Depends(auth.principal)])
    bare, sub = APIRouter(), FastAPI()
    for router in (guarded, bare, app, sub):
        router.frontend("/spa", directory=tmp_path)
    app.include_router(guarded, prefix="/guarded")
    app.include_router(bare, prefix="/bare")
    app.mount("/sub", public(sub))
    mend = "Give its router Depends(auth.principal), or mount an app of its own as public(app) for everybody"
    assert unprotected_routes(app) == [
        f"FrontendRouteGroup /spa: {NO_GUARD}. {mend}",
        f"FrontendRouteGroup /bare/spa: {NO_GUARD}. {mend}",
    ]


@pytest.mark.parametrize("kind", ["principal", "optional_principal", "path_owner"])
def test_a_guard_with_a_call_of_its_own_is_none(app: FastAPI, auth: AuthBridge, kind: str) -> None:
    async def let_in(self: object) -> None: ...

    # As a type checker does not let it be written.
    lenient = type("Lenient", (type(getattr(auth, kind)),), {"__call__": let_in})(auth.verifier)
    app.get("/{user_id}", dependencies=[Depends(lenient)])(handler)
    app.get("/a", dependencies=[Depends(lenient)])(handler)
    owned, plain = unprotected_routes(app)
    assert owned.startswith(f"GET /{{user_id}}: {NO_OWNER}")
    assert plain.startswith(f"GET /a: {NO_GUARD}")


@pytest.mark.parametrize("kind", ["principal", "path_owner"])
def test_an_asgi_guard_with_a_call_of_its_own_is_none(app: FastAPI, auth: AuthBridge, kind: str) -> None:
    async def let_in(self: object, scope: Scope, receive: Receive, send: Send) -> None: ...

    guard = getattr(Site(app, auth).asgi, kind)(FILES, route="/{user_id}")
    guard.__class__ = type("Lenient", (type(guard),), {"__call__": let_in})
    app.mount("/files", guard)
    (line,) = unprotected_routes(app)
    assert line.startswith(f"Mount /files: {NO_GUARD}")


@pytest.mark.skipif(not hasattr(APIRouter, "frontend"), reason="this FastAPI copies the routes of a router")
def test_a_router_with_a_handle_of_its_own(app: FastAPI, auth: AuthBridge) -> None:
    inner, outer = OwnRouter(), APIRouter()
    inner.get("/a", dependencies=[Depends(auth.principal)])(handler)
    outer.include_router(inner)
    app.include_router(outer)
    (line,) = unprotected_routes(app)
    assert line.startswith(f"OwnRouter within /: {NO_GUARD}. OwnRouter.handle")
