"""The process waits where there is no database yet, or none that can be looked at, and serves nothing."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from alembic import command

from tests import operations
from tests.caller import is_problem
from tests.databases import Place, alembic_config, create, drop, postgres_place
from tests.processes import APART, PATIENCE, environment, own_words, running
from tests.redis_server import RedisServer


@pytest.fixture
def absent() -> Iterator[Place]:
    """A database that is not there yet."""
    place = postgres_place()
    yield place
    asyncio.run(drop(place))


def test_a_role_without_rights_is_waited_for(damageable: Place, redis: RedisServer, tmp_path: Path) -> None:
    """No migration has granted it what it needs yet: 503, and a line in the log that says so."""
    api = damageable.role()
    damageable.run_now(f"REVOKE DELETE ON tasks FROM {api}")
    env = environment(tmp_path, redis, **damageable.serving_env)
    with running(env, tmp_path / "log") as (address, _):
        assert is_problem(httpx2.get(f"{address}/ready"), 503, "database_unavailable")
        said = f"the role {api} lacks DELETE on the table tasks: run the migrations"
        assert said in (tmp_path / "log").read_text()
        command.upgrade(alembic_config(damageable), "head")
        wait_until_ready(address)


def test_a_database_that_will_not_be_looked_at_is_waited_for(
    damageable: Place, redis: RedisServer, tmp_path: Path
) -> None:
    """Not knowing is not serving: an error of its own is no reason to stop asking."""
    look = "EXECUTE ON FUNCTION has_table_privilege(oid, text)"
    damageable.run_now(f"REVOKE {look} FROM PUBLIC")
    env = environment(tmp_path, redis, **damageable.serving_env)
    try:
        with running(env, tmp_path / "log") as (address, _):
            assert is_problem(httpx2.get(f"{address}/ready"), 503, "database_unavailable")
            said = "database unavailable: ProgrammingError 42501: the role of DATABASE_URL lacks a right. "
            assert said in (tmp_path / "log").read_text()
            damageable.run_now(f"GRANT {look} TO PUBLIC")
            wait_until_ready(address)
    finally:
        damageable.run_now(f"GRANT {look} TO PUBLIC")


def test_a_database_that_comes_late_is_served_without_a_restart(
    absent: Place, redis: RedisServer, tmp_path: Path, auth_headers: Callable[..., dict[str, str]]
) -> None:
    """503 on every protected route and /ready, until it is there, migrated and checked."""
    env = environment(tmp_path, redis, **absent.serving_env)
    with running(env, tmp_path / "log") as (address, process):
        assert_unavailable(address, auth_headers("alice"))
        asyncio.run(create(absent))
        assert_unavailable(address, auth_headers("alice"))
        command.upgrade(alembic_config(absent), "head")
        wait_until_ready(address)
        path = f"{address}/api/alice/tasks"
        assert httpx2.post(path, headers=auth_headers("alice"), json={"title": "Milk"}).status_code == 201
        assert process.poll() is None


def test_a_database_that_comes_late_and_keeps_nobody_apart_stops_the_process(
    absent: Place, redis: RedisServer, tmp_path: Path
) -> None:
    """Waiting is no way round the check."""
    env = environment(tmp_path, redis, **absent.serving_env)
    log = tmp_path / "log"
    with running(env, log) as (address, process):
        assert is_problem(httpx2.get(f"{address}/ready"), 503, "database_unavailable")
        asyncio.run(create(absent))
        absent.run_now(f"ALTER ROLE {absent.role()} BYPASSRLS")
        command.upgrade(alembic_config(absent), "head")
        assert process.wait(timeout=PATIENCE) == 1
    said = [line for line in log.read_text().splitlines() if "todo_api database unavailable" not in line]
    assert own_words("\n".join(said)).startswith(APART)


def assert_unavailable(address: str, headers: dict[str, str]) -> None:
    """Everything but /health and the guard says so."""
    for operation in operations.PROTECTED:
        body = None if operation.schema is None else {"title": "Milk", "description": "", "completed": True}
        url = address + operation.path("alice")
        answer = httpx2.request(operation.method, url, headers=headers, json=body)
        assert is_problem(answer, 503, "database_unavailable")
        assert answer.headers["retry-after"] == "2"
        assert is_problem(httpx2.request(operation.method, url), 401, "token_missing")
    ready = httpx2.get(f"{address}/ready")
    assert is_problem(ready, 503, "database_unavailable")
    assert ready.headers["retry-after"] == "2"
    assert httpx2.get(f"{address}/health").status_code == 200


def wait_until_ready(address: str) -> None:
    """As an operator's probe does."""
    end = time.monotonic() + PATIENCE
    while httpx2.get(f"{address}/ready").status_code != 200:
        assert time.monotonic() < end
        time.sleep(0.1)
