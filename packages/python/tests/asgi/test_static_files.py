"""Files of each user, behind the guard: nobody climbs into another's folder."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from jwt_auth_bridge import Principal, Verifier
from jwt_auth_bridge.asgi import ASGIApp, AuthBridge, Message
from jwt_auth_bridge.fastapi import AuthBridge as FastAPIBridge

from .app import Answer, scope_of

Token = Callable[..., str]


class Client(Answer):
    """Stays until it has its file."""

    async def receive(self) -> Message:
        await asyncio.Event().wait()
        raise AssertionError


async def ask(app: ASGIApp, path: str, token: str) -> Answer:
    answer = Client()
    await app(scope_of(path, [f"Bearer {token}"]), answer.receive, answer.send)
    return answer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("alice", "bob"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(name)
    return tmp_path


def mounted(folder: Path, verifier: Verifier) -> ASGIApp:
    guarded = AuthBridge(verifier=verifier).path_owner(StaticFiles(directory=folder), route="/{user_id}")
    return Starlette(routes=[Mount("/files", guarded)])


def declared(folder: Path, verifier: Verifier) -> ASGIApp:
    """The file is found by a path parameter, in a route of FastAPI's own."""
    auth, app = FastAPIBridge(verifier=verifier), FastAPI()
    auth.protect(app)

    @app.get("/files/{user_id}/{name:path}")
    async def file(caller: Annotated[Principal, Depends(auth.path_owner)], name: str) -> str:
        return (folder / caller.user_id / name).read_text()

    return app


BOTH = pytest.mark.parametrize("make", [mounted, declared])


@BOTH
async def test_ones_own(
    folder: Path, verifier: Verifier, token: Token, make: Callable[[Path, Verifier], ASGIApp]
) -> None:
    answer = await ask(make(folder, verifier), "/files/alice/x.txt", token("alice"))
    assert (answer.status, answer.body.strip(b'"')) == (200, b"alice")


@BOTH
@pytest.mark.parametrize(
    "path",
    [
        "/files/alice/../bob/x.txt",
        "/files/alice/%2e%2e/bob/x.txt",
        "/files/alice/..%2Fbob%2Fx.txt",
        "/files/alice%2f..%2Fbob%2Fx.txt",
        "/files/alice/./../bob/x.txt",
    ],
)
async def test_climbing(
    folder: Path, verifier: Verifier, token: Token, make: Callable[[Path, Verifier], ASGIApp], path: str
) -> None:
    answer = await ask(make(folder, verifier), path, token("alice"))
    assert answer.status == 403
    assert b"user_mismatch" in answer.body
