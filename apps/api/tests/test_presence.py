"""What a database says that is there, and that this role cannot work with: the words name what is missing."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import Place, sqlite_place
from todo_api.database import Database
from todo_api.engine import create_engine
from todo_api.presence import missing
from todo_api.problems import DatabaseUnavailable

GRANTS = "SELECT, INSERT, UPDATE, DELETE ON tasks"
ROLES = "Make both roles with: npm run database -- <superuser's URL>"
RIGHTS = "run the migrations, which grant it to the role of DATABASE_URL, or correct DATABASE_URL"


async def words(place: Place, table: str = "tasks") -> str | None:
    """What a new connection of the serving role is told."""
    engine = create_engine(place.serving)
    async with engine.connect() as connection:
        said = await missing(connection, table)
    await engine.dispose()
    return said


@pytest.fixture
async def mended(damageable: Place) -> AsyncIterator[Place]:
    """A database that has all it needs, and has it again afterwards."""
    api = damageable.role()
    assert await words(damageable) is None
    yield damageable
    await damageable.run(
        f"ALTER ROLE {api} RESET search_path",
        "GRANT USAGE ON SCHEMA public TO PUBLIC",
        f"GRANT {GRANTS} TO {api}",
    )
    assert await words(damageable) is None


@pytest.mark.parametrize("lacking", ["DELETE", "SELECT, INSERT, UPDATE, DELETE"])
async def test_rights_that_are_missing_are_named(mended: Place, lacking: str) -> None:
    """All of them, where the URL is another process's."""
    api = mended.role()
    await mended.run(f"REVOKE {lacking} ON tasks FROM {api}")
    assert await words(mended) == f"the role {api} lacks {lacking} on the table tasks: {RIGHTS}"


async def test_a_search_path_that_leads_elsewhere(mended: Place) -> None:
    """No migration would mend it."""
    api = mended.role()
    await mended.run(f"ALTER ROLE {api} SET search_path = x")
    mend = f"ALTER ROLE {api} RESET search_path, or the same for the database"
    assert await words(mended) == (
        f"the role {api} does not look for the table tasks in the schema public: {mend}"
    )


async def test_a_schema_that_may_not_be_used(mended: Place) -> None:
    """Nor this."""
    await mended.run("REVOKE USAGE ON SCHEMA public FROM PUBLIC")
    assert await words(mended) == f"the role {mended.role()} lacks USAGE on the schema public. {ROLES}"


async def test_a_table_that_is_nowhere(mended: Place) -> None:
    """Somebody forgot to migrate."""
    assert await words(mended, "notes") == "the table notes is not there: run the migrations"


async def test_a_file_without_the_table(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """SQLite knows no rights; the words reach the log."""
    database = Database(create_engine(sqlite_place(tmp_path).serving))
    with pytest.raises(DatabaseUnavailable):
        await database.admit()
    await database.close()
    assert caplog.messages == ["database unavailable: the table tasks is not there: run the migrations"]
