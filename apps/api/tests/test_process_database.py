"""The process and PostgreSQL: it ends where users are not kept apart, and waits where nothing is yet."""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
from alembic import command

from tests import operations
from tests.caller import is_problem
from tests.databases import Place, alembic_config, create, drop, new_postgres_place, postgres_place
from tests.processes import PATIENCE, SERVE, UVICORN, environment, own_words, refusal, running

APART = "todo-api: the database does not keep users apart:"
FAULTS = {
    "superuser": ("ALTER ROLE {api} SUPERUSER", "ALTER ROLE {api} NOSUPERUSER", "is a superuser"),
    "past the policies": ("ALTER ROLE {api} BYPASSRLS", "ALTER ROLE {api} NOBYPASSRLS", "has BYPASSRLS"),
    "member of the owner": ("GRANT {owner} TO {api}", "REVOKE {owner} FROM {api}", "todo_owner_"),
    "owner": (
        "ALTER TABLE tasks OWNER TO {api}",
        "ALTER TABLE tasks OWNER TO {owner}; GRANT SELECT, INSERT, UPDATE, DELETE ON tasks TO {api}",
        "owns the table tasks",
    ),
    "no row-level security": (
        "ALTER TABLE tasks DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE tasks ENABLE ROW LEVEL SECURITY",
        "row-level security is not enabled",
    ),
    "a policy less": (
        "ALTER POLICY owner_delete ON tasks RENAME TO gone",
        "ALTER POLICY gone ON tasks RENAME TO owner_delete",
        "the policy owner_delete is missing",
    ),
    "another policy": (
        "DROP POLICY owner_select ON tasks; CREATE POLICY owner_select ON tasks FOR SELECT USING (true)",
        "ALTER POLICY owner_select ON tasks USING"
        " (user_id = (SELECT nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub'))",
        "the policy owner_select differs",
    ),
    "a view": (
        "CREATE VIEW everything AS SELECT * FROM tasks; GRANT SELECT ON everything TO {api}",
        "DROP VIEW everything",
        "the view everything reads with its owner's rights",
    ),
}


@pytest.fixture(scope="module")
def migrated_place() -> Iterator[Place]:
    """A sound database."""
    with new_postgres_place() as place:
        command.upgrade(alembic_config(place), "head")
        yield place


@pytest.fixture
def absent() -> Iterator[Place]:
    """A database that is not there yet."""
    place = postgres_place()
    yield place
    asyncio.run(drop(place))


def change(place: Place, statements: str) -> None:
    """Make or mend a fault."""
    owner = place.role("MIGRATION_DATABASE_URL")
    place.run_now(*statements.format(api=place.role(), owner=owner).split("; "))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_database_that_does_not_keep_users_apart_stops_the_process(
    migrated_place: Place, tmp_path: Path, fault: str
) -> None:
    """It says why, and ends with exit code 1, however it is started."""
    make, mend, words = FAULTS[fault]
    env = environment(tmp_path, **migrated_place.serving_env)
    change(migrated_place, make)
    try:
        for start in (SERVE, UVICORN):
            said = refusal(start, env)
            assert said.startswith(APART)
            assert words in said
    finally:
        change(migrated_place, mend)


def test_what_was_mended_serves(migrated_place: Place, tmp_path: Path) -> None:
    """The faults above were what stopped it."""
    env = environment(tmp_path, **migrated_place.serving_env)
    with running(env, tmp_path / "log") as (address, _):
        assert httpx2.get(f"{address}/ready").status_code == 200


def test_a_role_without_rights_is_waited_for(migrated_place: Place, tmp_path: Path) -> None:
    """No migration has granted it what it needs yet: 503, and a line in the log that says so."""
    api = migrated_place.role()
    migrated_place.run_now(f"REVOKE DELETE ON tasks FROM {api}")
    env = environment(tmp_path, **migrated_place.serving_env)
    with running(env, tmp_path / "log") as (address, _):
        assert is_problem(httpx2.get(f"{address}/ready"), 503, "database_unavailable")
        assert "not for this role: run the migrations" in (tmp_path / "log").read_text()
        command.upgrade(alembic_config(migrated_place), "head")
        wait_until_ready(address)


def test_a_database_that_comes_late_is_served_without_a_restart(
    absent: Place, tmp_path: Path, auth_headers: Callable[..., dict[str, str]]
) -> None:
    """503 on every protected route and /ready, until it is there, migrated and checked."""
    env = environment(tmp_path, **absent.serving_env)
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
    absent: Place, tmp_path: Path
) -> None:
    """Waiting is no way round the check."""
    env = environment(tmp_path, **absent.serving_env)
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
