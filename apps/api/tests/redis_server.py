"""A Redis that an auth server seems to write to, for APIs that are processes of their own."""

import shutil
import socket
import subprocess
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.test_settings import GOOD

STREAM = f"jwt-auth-bridge:revocations:{GOOD['JWT_AUDIENCE']}"
SIGN = f"{STREAM}:issuer"
"""What the auth server keeps there to say that it writes to this Redis."""
NO_REDIS = "redis-server is missing. On Debian: apt install redis-server; `npm test` installs it"
PATIENCE = 10
"""Seconds."""


class RedisServer:
    """It runs, and nobody but this test writes to it."""

    def __init__(self, port: int) -> None:
        self.url = f"redis://127.0.0.1:{port}"
        self._client = Redis(port=port)

    def run(self, *command: Any) -> Any:
        """Execute a command."""
        return self._client.execute_command(*command)  # type: ignore[no-untyped-call]

    def publish(self, entry: str) -> None:
        """End a session, or a user's tokens."""
        self.run("XADD", STREAM, "*", "entry", entry)

    def wait(self) -> None:
        """Until it answers."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                self.run("PING")
            except RedisError:
                assert time.monotonic() < end, "redis-server does not answer"
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """Give the connection back."""
        self._client.close()


@contextmanager
def running_redis(folder: Path) -> Generator[RedisServer]:
    """A new one on a free port, with nothing in it but the sign."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail(NO_REDIS, pytrace=False)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    process = subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)  # noqa: S603
    redis = RedisServer(port)
    try:
        redis.wait()
        redis.run("SET", SIGN, "1")
        yield redis
    finally:
        redis.close()
        process.kill()
        process.wait()
