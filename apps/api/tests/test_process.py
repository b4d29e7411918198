"""The service as a process: how it starts, how it refuses to, how it ends."""

import os
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import select

from tests.caller import principal
from tests.databases import API
from tests.processes import MIGRATE, SERVE, UVICORN, command, environment, refusal, running
from tests.redis_server import RedisServer
from tests.test_settings import GOOD
from todo_api.database import Database
from todo_api.database_url import database_url
from todo_api.engine import create_engine
from todo_api.models import Task


@pytest.mark.parametrize("start", [SERVE, UVICORN], ids=["python -m todo_api", "uvicorn"])
@pytest.mark.parametrize(
    "name", ["BETTER_AUTH_SECRET", "WEB_ORIGIN", "DATABASE_URL", "API_PORT", "AUTH_DEBUG"]
)
def test_a_wrong_setting_stops_the_process_with_one_line(
    redis: RedisServer, tmp_path: Path, start: tuple[str, ...], name: str
) -> None:
    """Exit code 1, the variable's name, no traceback, not the value; however the service is started."""
    line = refusal(start, environment(tmp_path, redis, **{name: "hunter2"}))
    assert name in line
    assert "\n" not in line
    assert "hunter2" not in line


def test_a_wrong_database_url_stops_a_migration_with_one_line(tmp_path: Path) -> None:
    """The same line; a migration needs no secret and asks for none."""
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": "hunter2"}
    ended = subprocess.run(  # noqa: S603
        command(*MIGRATE), cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 1
    assert re.fullmatch(r"todo-api: DATABASE_URL .*\n", ended.stderr), ended.stderr


@pytest.fixture
def served(redis: RedisServer, tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[str], Path]]:
    """The service on a free port: its address, its process, its log."""
    env = environment(tmp_path, redis)
    subprocess.run(command(*MIGRATE), env=env, cwd=tmp_path, check=True, timeout=60)  # noqa: S603
    with running(env, tmp_path / "log") as (address, process):
        yield address, process, tmp_path / "log"


def test_the_process_serves_and_ends_when_told(served: tuple[str, subprocess.Popen[str], Path]) -> None:
    """It answers, logs no path, keeps no port, and ends with code 0."""
    address, process, log = served
    assert httpx2.get(f"{address}/ready").json() == {"status": "ok"}
    refused = httpx2.get(f"{address}/api/alice-from-the-path/tasks")
    assert refused.status_code == 401
    assert "server" not in refused.headers
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) in {0, -signal.SIGTERM}
    text = log.read_text()
    assert "INFO todo_api GET /api/{user_id}/tasks 401" in text
    assert "INFO jwt_auth_bridge refused 401 token_missing" in text
    assert "alice-from-the-path" not in text


async def test_an_acknowledged_task_survives_a_kill(
    served: tuple[str, subprocess.Popen[str], Path],
    tmp_path: Path,
    auth_headers: Callable[..., dict[str, str]],
    jwt_bridge_secret: str,
) -> None:
    """What was answered 201 is in the file, however hard the process dies."""
    assert GOOD["BETTER_AUTH_SECRET"] == jwt_bridge_secret
    address, process, _ = served
    path = f"{address}/api/alice/tasks"
    titles = [f"Task {number}" for number in range(5)]
    for title in titles:
        assert httpx2.post(path, headers=auth_headers("alice"), json={"title": title}).status_code == 201
    process.kill()
    process.wait()
    database = Database(create_engine(database_url({"DATA_DIR": str(tmp_path)})))
    await database.admit()
    async with database.session(principal("alice")) as session:
        assert list(await session.scalars(select(Task.title).order_by(Task.created_at))) == titles
    await database.close()


def test_a_taken_port_stops_the_process(
    served: tuple[str, subprocess.Popen[str], Path], redis: RedisServer, tmp_path: Path
) -> None:
    """With an exit code and no traceback."""
    port = served[0].rpartition(":")[2]
    ended = subprocess.run(  # noqa: S603
        command(*SERVE),
        cwd=API,
        env=environment(tmp_path, redis, API_PORT=port),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode not in {0, None}
    assert "address already in use" in ended.stderr
    assert "Traceback" not in ended.stderr
