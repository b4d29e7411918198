"""A real Redis on a free port, with a folder of its own, that can be killed and started again."""

import shutil
import socket
import subprocess
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.client import Pipeline
from redis.exceptions import RedisError

PASSWORD = "password-of-the-tests"
STREAM = "jwt-auth-bridge:revocations:todo-api"
ISSUER = f"{STREAM}:issuer"
"""What an auth server that writes to this Redis keeps there."""
_START_TIME = 10.0


class RedisServer:
    """Keeps what it is told over a restart, unless it is told to forget."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def url(self, user: str = "default", password: str = PASSWORD) -> str:
        return f"redis://{user}:{password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.fail("redis-server is missing. Debian: apt install redis-server", pytrace=False)
        options = {
            "port": self.port,
            "bind": "127.0.0.1",
            "dir": self._folder,
            "requirepass": PASSWORD,
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", str(value))]
        self._process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL)
        self._wait()
        self.run("SET", ISSUER, "1")

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def forget(self) -> None:
        """What it kept on disk, while it does not run."""
        shutil.rmtree(self._folder / "appendonlydir")

    def run(self, *command: Any) -> Any:
        with self._client() as client:
            return client.execute_command(*command)  # type: ignore[no-untyped-call]

    def publish(self, *texts: str, identifier: str = "*") -> None:
        with self.batch() as batch:
            for text in texts:
                batch.xadd(STREAM, {"entry": text}, id=identifier)

    @contextmanager
    def batch(self) -> Generator[Pipeline]:
        """Commands that are run together, after the block."""
        with self._client() as client:
            pipeline = client.pipeline()
            yield pipeline
            pipeline.execute()

    @contextmanager
    def _client(self) -> Generator[Redis]:
        client = Redis(port=self.port, password=PASSWORD)
        try:
            yield client
        finally:
            client.close()

    def _wait(self) -> None:
        end = time.monotonic() + _START_TIME
        while True:
            try:
                self.run("PING")
            except RedisError:
                assert time.monotonic() < end, "redis-server did not start"
                time.sleep(0.02)
            else:
                return


@asynccontextmanager
async def redis_server(folder: Path) -> AsyncGenerator[RedisServer]:
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()
