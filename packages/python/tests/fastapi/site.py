"""An app under its bridge, for the tests that declare routes on it, and what they declare."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from jwt_auth_bridge import SharedSecret, Verifier
from jwt_auth_bridge.asgi import AuthBridge as AsgiBridge
from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import AUDIENCE, ISSUER, SECRET

FILES = StaticFiles(directory=Path(__file__).parent)


@dataclass(frozen=True)
class Site:
    """What a row of a table declares its routes on."""

    app: FastAPI
    auth: AuthBridge

    @property
    def asgi(self) -> AsgiBridge:
        """The guards for mounted apps, with the verifier of the app's own."""
        return AsgiBridge(verifier=self.auth.verifier)

    def guards(self, *names: str) -> list[Any]:
        return [Depends(getattr(self.auth, name)) for name in names]


Declare = Callable[[Site], object]


async def handler() -> None: ...


async def view(connection: Any) -> Any:
    return Response()


def endpoint() -> Callable[[], None]:
    """A new one: marks stay on the function."""
    return lambda: None


def request_endpoint() -> Callable[[Any], Response]:
    return lambda _: Response()


def other_bridge(audience: str = AUDIENCE) -> AuthBridge:
    """A bridge of its own: the same settings are not the same verifier."""
    return AuthBridge(verifier=Verifier(issuer=ISSUER, audience=audience, keys=SharedSecret(SECRET)))


def get(path: str, *guards: str) -> Declare:
    return lambda site: site.app.get(path, dependencies=site.guards(*guards))(handler)


def with_router(declare: Callable[[APIRouter], object], *guards: str, prefix: str = "/out") -> Declare:
    """A router within a router, with guards that come with its inclusion."""

    def include(site: Site) -> None:
        inner, outer = APIRouter(), APIRouter()
        declare(inner)
        outer.include_router(inner, prefix="/in")
        site.app.include_router(outer, prefix=prefix, dependencies=site.guards(*guards))

    return include


def starlette(*paths: str) -> Starlette:
    return Starlette(routes=[Route(path, view) for path in paths])


def api(path: str, guard: Callable[..., Any]) -> FastAPI:
    app = FastAPI()
    app.get(path, dependencies=[Depends(guard)])(handler)
    return app
