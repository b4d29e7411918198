"""Which database: a file, or PostgreSQL by two roles. What is wrong is one line that never shows a value."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from jwt_auth_bridge import ConfigurationError

from todo_api.database_url import ROOT, database_url, migration_database_url

SERVING = "postgresql://alice:hunter2@db.example/todo"
OWNER = "postgresql://owner:hunter2@db.example/todo"
MIGRATING = {"DATABASE_URL": SERVING, "MIGRATION_DATABASE_URL": OWNER}


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("postgresql://u:p%40ss@h:6543/d", "postgresql+asyncpg://u:p%40ss@h:6543/d"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql://u@h/d?sslmode=verify-full", "postgresql+asyncpg://u@h/d?ssl=verify-full"),
    ],
)
def test_postgresql_urls_are_translated_for_the_driver(given: str, driver: str) -> None:
    """Scheme and sslmode; the rest stays."""
    assert database_url({"DATABASE_URL": given}).render_as_string(hide_password=False) == driver


@pytest.mark.parametrize("empty", [{}, {"DATABASE_URL": ""}], ids=["absent", "empty"])
def test_without_a_url_there_is_a_file(tmp_path: Path, empty: Mapping[str, str]) -> None:
    """In DATA_DIR, which is made for its owner alone."""
    folder = tmp_path / "new" / "data"
    url = database_url({**empty, "DATA_DIR": str(folder)})
    assert (url.drivername, url.database) == ("sqlite+aiosqlite", str(folder / "api.sqlite"))
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_file_is_in_the_repository_unless_said_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """`.data/` beside `apps/`, whatever the working folder is."""
    made: list[Path] = []
    monkeypatch.setattr(Path, "mkdir", lambda self, **_: made.append(self))  # pyright: ignore
    assert database_url({}).database == str(ROOT / ".data" / "api.sqlite")
    assert made == [ROOT / ".data"]
    assert (ROOT / "apps" / "api").is_dir()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    """One line."""
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"^DATA_DIR cannot be made \(.*\)\. Name a folder$"):
        database_url({"DATA_DIR": str(tmp_path / "file" / "data")})


def test_the_role_that_migrates_is_another(tmp_path: Path) -> None:
    """On PostgreSQL; an SQLite file has no roles, and needs no second URL."""
    assert migration_database_url(MIGRATING).username == "owner"
    file = {"DATA_DIR": str(tmp_path)}
    assert migration_database_url(file) == database_url(file)


@pytest.mark.parametrize(
    "change",
    [
        {"MIGRATION_DATABASE_URL": ""},
        {"MIGRATION_DATABASE_URL": "hunter2"},
        {"MIGRATION_DATABASE_URL": "mysql://owner:hunter2@db.example/todo"},
        {"MIGRATION_DATABASE_URL": f"{OWNER}?options=hunter2"},
        {"MIGRATION_DATABASE_URL": SERVING},
        {"DATABASE_URL": ""},
    ],
    ids=["missing", "no URL", "another database", "unknown parameter", "the serving role", "no serving role"],
)
def test_a_wrong_role_to_migrate_with_is_one_line(change: Mapping[str, str], tmp_path: Path) -> None:
    """With the command that makes both roles, where they are what is wrong."""
    with pytest.raises(ConfigurationError) as caught:
        migration_database_url({**MIGRATING, "DATA_DIR": str(tmp_path), **change})
    line = str(caught.value)
    assert "MIGRATION_DATABASE_URL" in line
    assert "hunter2" not in line
    assert "\n" not in line
    if change.get("MIGRATION_DATABASE_URL") in {None, "", SERVING}:
        assert "npm run database -- <superuser's URL>" in line


def test_rights_need_a_name() -> None:
    """Whom the driver would connect as otherwise depends on the machine."""
    with pytest.raises(ConfigurationError, match=r"^DATABASE_URL names no user"):
        migration_database_url({**MIGRATING, "DATABASE_URL": "postgresql://db.example/todo"})
