"""Which routes an app may start with."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI, Security
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from jwt_auth_bridge.fastapi import AuthBridge, Principal, public, unprotected_routes

from .site import (
    FILES,
    Declare,
    Site,
    api,
    endpoint,
    get,
    handler,
    other_bridge,
    request_endpoint,
    starlette,
    view,
    with_router,
)


def behind_guard(site: Site) -> Route:
    return Route("/a", view, middleware=[Middleware(site.asgi.principal, route="/a")])


def nested(site: Site) -> None:
    async def user(caller: Annotated[Principal, Depends(site.auth.path_owner)]) -> str:
        return caller.user_id

    @site.app.get("/{user_id}")
    async def read(name: Annotated[str, Depends(user)]) -> str:
        return name


def scoped(site: Site) -> None:
    site.app.get("/a", dependencies=[Security(site.auth.principal, scopes=["tasks:read"])])(handler)


def overridden(site: Site) -> None:
    site.app.get("/a", dependencies=site.guards("principal"))(handler)
    site.app.dependency_overrides[site.auth.principal] = lambda: None


def two_bridges(site: Site) -> None:
    other = other_bridge()
    other.protect(site.app)
    site.app.get("/a", dependencies=[Depends(other.principal)])(handler)
    site.app.get("/b", dependencies=site.guards("principal"))(handler)


def beside_a_strangers_guard(site: Site) -> None:
    site.app.get("/a", dependencies=[*site.guards("principal"), Depends(other_bridge().principal)])(handler)


def protected_sub_app(site: Site) -> None:
    other = other_bridge("reports")
    sub = api("/a", other.principal)
    other.protect(sub)
    site.app.mount("/sub", sub)


def twice(site: Site) -> None:
    sub = api("/a", site.auth.principal)
    site.app.mount("/v1", sub)
    site.app.mount("/v2", sub)


class OwnCall(FastAPI):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


GOOD: dict[str, Declare] = {
    "nothing but FastAPI's own documents": lambda site: site.app,
    "principal": get("/a", "principal"),
    "optional principal": get("/a", "optional_principal"),
    "path owner": get("/{user_id}", "path_owner"),
    "path owner of a path with slashes": get("/{user_id:path}", "path_owner"),
    "path owner in another dependency": nested,
    "scopes": scoped,
    "public": lambda site: site.app.get("/a")(public(endpoint())),
    "a guard that a test replaces": overridden,
    "another name": get("/{author_id}", "principal"),
    "guards of a router": with_router(lambda router: router.get("/a")(handler), "principal"),
    "path owner of a router": with_router(lambda router: router.get("/{user_id}")(handler), "path_owner"),
    "path in the prefix": with_router(
        lambda router: router.get("/a")(handler), "path_owner", prefix="/{user_id}"
    ),
    "websocket": lambda site: site.app.add_api_websocket_route(
        "/{user_id}", handler, dependencies=site.guards("path_owner")
    ),
    "websocket of a router": with_router(
        lambda router: router.add_api_websocket_route("/a", handler), "principal"
    ),
    "public Starlette route": lambda site: site.app.add_route("/a", public(request_endpoint())),
    "Starlette route behind a guard of its own": lambda site: site.app.router.routes.append(
        behind_guard(site)
    ),
    "guarded ASGI route": lambda site: site.app.router.routes.append(
        Route("/a", site.asgi.principal(FILES, route="/a"))
    ),
    "public route of a class unknown to us": lambda site: site.app.router.routes.append(public(BaseRoute())),
    "public mount": lambda site: site.app.mount("/files", public(StaticFiles(check_dir=False))),
    "public mount behind a middleware": lambda site: site.app.mount(
        "/files", CORSMiddleware(public(StaticFiles(check_dir=False)))
    ),
    "public mount of an app": lambda site: site.app.mount("/sub", public(starlette("/a", "/b"))),
    "public route of a mounted app": lambda site: site.app.mount(
        "/sub", Starlette(routes=[Route("/a", public(request_endpoint()))])
    ),
    "guarded mount": lambda site: site.app.mount("/files", site.asgi.principal(FILES, route="/files")),
    "guarded mount behind a middleware": lambda site: site.app.mount(
        "/files", CORSMiddleware(site.asgi.principal(FILES, route="/files"))
    ),
    "guarded mount of an app": lambda site: site.app.mount(
        "/sub", site.asgi.principal(starlette("/a", "/b"), route="/sub")
    ),
    "owned mount": lambda site: site.app.mount(
        "/{user_id}", site.asgi.path_owner(starlette("/a"), route="/{user_id}")
    ),
    "routes of a mounted app": lambda site: site.app.mount("/sub", api("/a", site.auth.principal)),
    "routes of a mounted app with a user's path": lambda site: site.app.mount(
        "/{user_id}", api("/a", site.auth.path_owner)
    ),
    "a mounted app with a bridge of its own": protected_sub_app,
    "two bridges": two_bridges,
    "a guard of ours beside another bridge's": beside_a_strangers_guard,
    "the same app twice": twice,
    "guarded mount of an app with a call of its own": lambda site: site.app.mount(
        "/sub", site.asgi.principal(OwnCall(openapi_url=None), route="/sub")
    ),
    "guarded default": lambda site: setattr(
        site.app.router, "default", site.asgi.principal(FILES, route="/")
    ),
}


@pytest.mark.parametrize("declare", GOOD.values(), ids=GOOD)
def test_protected(auth: AuthBridge, declare: Declare) -> None:
    app = FastAPI()
    auth.protect(app)
    declare(Site(app, auth))
    assert unprotected_routes(app) == []


def test_a_tool_that_watches_starlette(app_with_sub: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """They put functions of theirs in the place of its own."""
    call = Starlette.__call__

    async def measured(self: Starlette, scope: Scope, receive: Receive, send: Send) -> None:
        await call(self, scope, receive, send)

    monkeypatch.setattr(Starlette, "__call__", measured)
    assert unprotected_routes(app_with_sub) == []


@pytest.fixture
def app_with_sub(auth: AuthBridge) -> FastAPI:
    app, sub = FastAPI(), Starlette(routes=[Route("/a", public(request_endpoint()))])
    auth.protect(app)
    app.mount("/sub", sub)
    return app
