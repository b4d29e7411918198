"""A wrong or missing variable is one line that names it and the mend, and never shows a value."""

from collections.abc import Sequence

import pytest
from jwt_auth_bridge import ConfigurationError

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
    "REDIS_URL": ("rediss://", ["hunter2", "http://hunter2", "redis://h/0?ssl_cert_reqs=hunter2"]),
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


def test_an_auth_server_in_plain_text_elsewhere_takes_redis() -> None:
    """Who is between would say what they like: it is not asked what has ended."""
    elsewhere = GOOD | {"BETTER_AUTH_URL": "http://hunter2.example"}
    with pytest.raises(ConfigurationError, match=r"Set BETTER_AUTH_URL to an https address, or REDIS_URL"):
        Settings.from_env(elsewhere)
    assert Settings.from_env(elsewhere | {"REDIS_URL": "rediss://redis.example"})


@pytest.mark.parametrize("origin", ["https://app.example", "http://[::1]:3000", "http://127.0.0.1"])
def test_origins_as_browsers_send_them(origin: str) -> None:
    """Kept as they are: CORS compares text."""
    assert Settings.from_env(GOOD | {"WEB_ORIGIN": origin}).web_origin == origin
