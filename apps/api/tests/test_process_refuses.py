"""The process ends where PostgreSQL would not keep users apart."""

from pathlib import Path

import httpx2
import pytest

from tests.databases import Place
from tests.processes import APART, SERVE, UVICORN, environment, refusal, running
from tests.redis_server import RedisServer

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
    "a caller by default": (
        """ALTER ROLE {api} SET "request.jwt.claims" = '{{"sub":"alice"}}'""",
        'ALTER ROLE {api} RESET "request.jwt.claims"',
        "the setting request.jwt.claims has a default",
    ),
    "no row by default": (
        "ALTER ROLE {api} SET row_security = off",
        "ALTER ROLE {api} RESET row_security",
        "the setting row_security has a default",
    ),
    "no write by default": (
        "ALTER ROLE {api} SET default_transaction_read_only = on",
        "ALTER ROLE {api} RESET default_transaction_read_only",
        "the setting default_transaction_read_only has a default",
    ),
    "tables of its own": (
        "GRANT CREATE ON SCHEMA public TO {api}",
        "REVOKE CREATE ON SCHEMA public FROM {api}",
        "may create tables in the schema public",
    ),
    "a view": (
        "CREATE VIEW everything AS SELECT * FROM tasks; GRANT SELECT ON everything TO {api}",
        "DROP VIEW everything",
        "the view everything reads with its owner's rights",
    ),
}


def change(place: Place, statements: str) -> None:
    """Make or mend a fault."""
    owner = place.role("MIGRATION_DATABASE_URL")
    place.run_now(*statements.format(api=place.role(), owner=owner).split("; "))


STARTS = [*((SERVE, fault) for fault in FAULTS), (UVICORN, "superuser")]


@pytest.mark.parametrize(
    ("start", "fault"), STARTS, ids=lambda value: value if isinstance(value, str) else value[0]
)
def test_a_database_that_does_not_keep_users_apart_stops_the_process(
    damageable: Place, redis: RedisServer, tmp_path: Path, start: tuple[str, ...], fault: str
) -> None:
    """It says why, and ends with exit code 1, however it is started."""
    make, mend, words = FAULTS[fault]
    change(damageable, make)
    try:
        said = refusal(start, environment(tmp_path, redis, **damageable.serving_env))
        assert said.startswith(APART)
        assert words in said
    finally:
        change(damageable, mend)


def test_what_was_mended_serves(damageable: Place, redis: RedisServer, tmp_path: Path) -> None:
    """The faults above were what stopped it."""
    env = environment(tmp_path, redis, **damageable.serving_env)
    with running(env, tmp_path / "log") as (address, _):
        assert httpx2.get(f"{address}/ready").status_code == 200
