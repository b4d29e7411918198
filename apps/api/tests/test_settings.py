"""A wrong or missing variable is one line that names it and the mend, and never shows a value."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from jwt_auth_bridge import ConfigurationError

from todo_api.database_url import ROOT, database_url
from todo_api.settings import Settings

WEB = "http://localhost:3000"
GOOD = {
    "BETTER_AUTH_SECRET": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "BETTER_AUTH_URL": WEB,
    "JWT_AUDIENCE": "todo-api",
    "WEB_ORIGIN": WEB,
    "DATABASE_URL": "postgresql://alice:hunter2@db.example/todo",
}
WRONG: dict[str, tuple[str, Sequence[str | None]]] = {
    "BETTER_AUTH_SECRET": ("openssl rand", [None, "", "hunter2"]),
    "BETTER_AUTH_URL": ("https://", [None, "", "hunter2", "ftp://hunter2"]),
    "BETTER_AUTH_SECRETS": ("2:new,1:old", ["hunter2", "hunter2:hunter2", "1.5:hunter2"]),
    "JWT_BRIDGE_KEY": ("Unset one", ["hunter2"]),
    "AUTH_DEBUG": ("Unset it", ["hunter2", "yes", "true"]),
    "JWT_AUDIENCE": ("", [None, "", "a" * 256, "todo\napi"]),
    "WEB_ORIGIN": (
        "https://app.example",
        [
            *(
                None,
                "",
                "*",
                "null",
                "localhost:3000",
                f"{WEB}/",
                f"{WEB}/hunter2",
                f"{WEB}?hunter2",
                f" {WEB}",
            ),
            *("HTTP://localhost:3000", "http://Localhost:3000", "http://localhost:80", "ftp://localhost"),
            *("http://hunter2@localhost", "http://localhost:x", "http://[hunter2", f"{WEB},http://hunter2"),
        ],
    ),
    "DATABASE_URL": (
        "",
        [
            *("hunter2", "mysql://u:hunter2@h/d", "sqlite:///hunter2", "postgresql://u:hunter2@h"),
            *("postgresql://u:hunter2@h:port/d", "postgresql://h/d?sslmode=hunter2"),
            *("postgresql+psycopg://u:hunter2@h/d", "postgresql://h/d?channel_binding=hunter2"),
        ],
    ),
    "API_PORT": ("8000", ["hunter2", "-1", "65536", "80.0", "٣", "9" * 5000]),
}
CASES = [(name, value) for name, (_, values) in WRONG.items() for value in values]


def changed(name: str, value: str | None) -> dict[str, str]:
    """Good settings but for one."""
    rest = {key: text for key, text in GOOD.items() if key != name}
    return rest if value is None else rest | {name: value}


@pytest.mark.parametrize(("name", "value"), CASES)
def test_a_wrong_setting_is_named_in_one_line(name: str, value: str | None) -> None:
    """With what to do about it."""
    with pytest.raises(ConfigurationError) as caught:
        Settings.from_env(changed(name, value))
    line = str(caught.value)
    assert name in line
    assert WRONG[name][0] in line
    assert "\n" not in line
    assert "hunter2" not in line


def test_good_settings() -> None:
    """All of them; the port and the host have defaults."""
    settings = Settings.from_env(GOOD | {"API_PORT": "8123"})
    assert (settings.web_origin, settings.host, settings.port) == (WEB, "127.0.0.1", 8123)
    assert Settings.from_env(GOOD).port == 8000
    assert Settings.from_env(GOOD | {"API_HOST": "0.0.0.0"}).host == "0.0.0.0"  # noqa: S104


@pytest.mark.parametrize("origin", ["https://app.example", "http://[::1]:3000", "http://127.0.0.1"])
def test_origins_as_browsers_send_them(origin: str) -> None:
    """Kept as they are: CORS compares text."""
    assert Settings.from_env(GOOD | {"WEB_ORIGIN": origin}).web_origin == origin


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
