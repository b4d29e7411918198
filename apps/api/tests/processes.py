"""The service as a process of its own, as an operator starts it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import API
from tests.redis_server import RedisServer
from tests.test_settings import GOOD

MIGRATE = ("alembic", "-c", str(API / "alembic.ini"), "upgrade", "head")
SERVE = ("todo_api",)
UVICORN = ("uvicorn", "--factory", "todo_api.main:create_app", "--app-dir", str(API), "--port", "0")
APART = "todo-api: the database does not keep users apart:"
PATIENCE = 60
"""Seconds."""


def command(*module: str) -> list[str]:
    """Run a module with this Python."""
    return [sys.executable, "-m", *module]


def environment(tmp_path: Path, redis: RedisServer, **changes: str) -> dict[str, str]:
    """Good settings on a fresh SQLite file, a Redis that says what has ended, and a free port."""
    settings = {name: value for name, value in GOOD.items() if name != "DATABASE_URL"}
    own = {"DATA_DIR": str(tmp_path), "API_PORT": "0", "REDIS_URL": redis.url}
    return {"PATH": os.environ["PATH"], **own, **settings, **changes}


def refusal(start: tuple[str, ...], env: dict[str, str]) -> str:
    """Start what must not come up: exit code 1, and what it says is this."""
    ended = subprocess.run(  # noqa: S603
        command(*start), cwd=API, env=env, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == ""
    return own_words(ended.stderr)


def own_words(output: str) -> str:
    """What is not the server's: one line, or one and a list. No traceback."""
    first, *more = [line for line in output.splitlines() if not line.startswith("INFO")]
    assert first.startswith("todo-api: "), output
    assert all(line.startswith("- ") for line in more), output
    return "\n".join([first, *more])


@contextmanager
def running(env: dict[str, str], log: Path) -> Generator[tuple[str, subprocess.Popen[str]]]:
    """The service until the end of the block: its address and its process. What it says is in the log."""
    with starting(env, log) as process:
        yield said(process, log, r"running on (http://127\.0\.0\.1:\d+)"), process


@contextmanager
def starting(env: dict[str, str], log: Path) -> Generator[subprocess.Popen[str]]:
    """The same, which may not have begun to serve."""
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603
            command(*SERVE), cwd=API, env=env, stdout=output, stderr=output, text=True
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def said(process: subprocess.Popen[str], log: Path, pattern: str) -> str:
    """Wait for a line, and give its group."""
    end = time.monotonic() + PATIENCE
    while (found := re.search(pattern, log.read_text())) is None:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.05)
    return found[1]
