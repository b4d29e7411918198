"""Real servers: each process listens, and each ends when it is told to."""

import asyncio
import os
import re
import signal
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import pytest

from ..revocation_feed.feed_server import FeedServer, serving
from ..waiting import until

APP = """
from fastapi import Depends, FastAPI
from jwt_auth_bridge.fastapi import AuthBridge

auth = AuthBridge.from_env(revocation="refuse")
app = FastAPI()
auth.protect(app)

@app.get("/me", dependencies=[Depends(auth.principal)])
async def me() -> str:
    return "me"
"""
Headers = Callable[..., dict[str, str]]


@pytest.fixture
async def server() -> AsyncGenerator[FeedServer]:
    async with serving() as running_server:
        yield running_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("listening.py").write_text(APP)
    return tmp_path


class Process:
    """uvicorn, its log, and where it answers."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self.process = process
        self._log = log

    @property
    def log(self) -> str:
        return self._log.read_text()

    @property
    def address(self) -> str:
        found = re.search(r"running on (http://127\.0\.0\.1:\d+)", self.log)
        assert found, self.log
        return found[1]

    async def has_started(self) -> None:
        await until(lambda: "Application startup complete" in self.log and "running on" in self.log, 30)

    async def end(self, number: int = signal.SIGTERM) -> float:
        """Tell it to; gives the seconds that it took."""
        told = time.monotonic()
        self.process.send_signal(number)
        async with asyncio.timeout(20):
            await self.process.wait()
        return time.monotonic() - told

    async def statuses(self, headers: dict[str, str], count: int = 20) -> set[int]:
        """Of requests on connections of their own, so that every process gets some."""
        found: set[int] = set()
        for _ in range(count):
            async with httpx2.AsyncClient() as client:
                found.add((await client.get(f"{self.address}/me", headers=headers)).status_code)
        return found


@asynccontextmanager
async def uvicorn(folder: Path, issuer: str, *options: str) -> AsyncGenerator[Process]:
    settings = {
        "BETTER_AUTH_SECRET": "correct-horse-battery-staple-0123456789abcdef",
        "BETTER_AUTH_URL": issuer,
        "JWT_AUDIENCE": "todo-api",
    }
    unset = ("BETTER_AUTH_SECRETS", "JWT_BRIDGE_KEY", "JWT_BRIDGE_KEYS", "REDIS_URL", "AUTH_DEBUG")
    inherited = {name: value for name, value in os.environ.items() if name not in unset}
    command = [sys.executable, "-m", "uvicorn", "listening:app", "--port", "0", *options]
    log = folder / "log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stderr=output, stdout=output, env=inherited | settings
        )
    try:
        yield Process(process, log)
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


def session(auth_headers: Headers, issuer: str, session_id: str) -> dict[str, str]:
    secret = "correct-horse-battery-staple-0123456789abcdef"
    return auth_headers("alice", secret=secret, issuer=issuer, session_id=session_id)


async def test_each_worker_hears_of_it(server: FeedServer, folder: Path, auth_headers: Headers) -> None:
    mine, others = (session(auth_headers, server.issuer, each) for each in ("s1", "s2"))
    async with uvicorn(folder, server.issuer, "--workers", "2") as api:
        await until(lambda: server.connections == 2, 30)
        await api.has_started()
        assert await api.statuses(mine) == {200}
        server.publish(sid="s1", until=time.time() + 300)
        await asyncio.sleep(0.2)
        assert await api.statuses(mine) == {401}
        assert await api.statuses(others) == {200}
        assert await api.end() < 5
        await until(lambda: server.connections == 0)
    assert "Traceback" not in api.log


async def test_it_listens_again_after_a_reload(
    server: FeedServer, folder: Path, auth_headers: Headers
) -> None:
    async with uvicorn(folder, server.issuer, "--reload", "--reload-dir", str(folder)) as api:
        await api.has_started()
        assert server.requests == 1
        await asyncio.sleep(1)  # by whole seconds some file systems tell changes
        folder.joinpath("listening.py").write_text(APP + "\n")
        await until(lambda: server.requests == 2, 30)
        await until(lambda: server.connections == 1)
        await until(lambda: api.log.count("Application startup complete") == 2)
        assert await api.statuses(session(auth_headers, server.issuer, "s1"), 2) == {200}
        assert await api.end(signal.SIGINT) < 5
    assert "Traceback" not in api.log


async def test_it_does_not_start_before_it_has_heard(
    server: FeedServer, folder: Path, auth_headers: Headers
) -> None:
    server.publish(sid="s1", until=time.time() + 300)
    server.kill()
    async with uvicorn(folder, server.issuer) as api:
        await until(lambda: "waiting for the first ones since 5 seconds" in api.log, 30)
        assert "Application startup complete" not in api.log
        await server.start()
        await api.has_started()
        assert await api.statuses(session(auth_headers, server.issuer, "s1"), 1) == {401}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_when_it_is_told_to_while_it_waits(
    server: FeedServer, folder: Path, number: int
) -> None:
    server.kill()
    async with uvicorn(folder, server.issuer) as api:
        await until(lambda: "the feed cannot be reached" in api.log, 30)
        assert await api.end(number) < 3
    assert "Traceback" not in api.log


async def test_a_killed_auth_server_comes_back(
    server: FeedServer, folder: Path, auth_headers: Headers
) -> None:
    """What was revoked stays revoked, and what is valid goes on meanwhile."""
    mine, others = (session(auth_headers, server.issuer, each) for each in ("s1", "s2"))
    server.publish(sid="s1", until=time.time() + 300)
    async with uvicorn(folder, server.issuer) as api:
        await api.has_started()
        server.kill()
        for _ in range(5):
            assert await api.statuses(mine, 2) == {401}
            assert await api.statuses(others, 2) == {200}
            await asyncio.sleep(0.2)
        server.publish(sid="s2", until=time.time() + 300)
        await server.start()
        await asyncio.sleep(2.5)
        assert await api.statuses(others, 2) == {401}
