"""pytest fixtures. pytest loads this file in every run (entry point `pytest11`): no web framework in it.

Override `jwt_bridge_secret`, `jwt_bridge_issuer` or `jwt_bridge_audience` in a `conftest.py` to fit an app.
"""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture(scope="session")
def jwt_bridge_secret() -> str:
    """A secret that is nobody's."""
    return "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="session")
def jwt_bridge_issuer() -> str:
    """The origin of the auth server."""
    return "http://localhost:3000"


@pytest.fixture(scope="session")
def jwt_bridge_audience() -> str:
    """The API's name."""
    return "todo-api"


@pytest.fixture
def jwt_bridge_environment(
    monkeypatch: pytest.MonkeyPatch, jwt_bridge_secret: str, jwt_bridge_issuer: str, jwt_bridge_audience: str
) -> dict[str, str]:
    """The variables that `from_env()` reads, set in `os.environ` for the length of a test."""
    variables = {
        "BETTER_AUTH_SECRET": jwt_bridge_secret,
        "BETTER_AUTH_URL": jwt_bridge_issuer,
        "JWT_AUDIENCE": jwt_bridge_audience,
    }
    for name in ("BETTER_AUTH_SECRETS", "JWT_BRIDGE_KEY", "JWT_BRIDGE_KEYS", "AUTH_DEBUG", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables


@pytest.fixture
def auth_headers(
    jwt_bridge_secret: str, jwt_bridge_issuer: str, jwt_bridge_audience: str
) -> Callable[..., dict[str, str]]:
    """`auth_headers("alice")`: the headers of a signed-in user. More arguments are `issue_test_token`'s."""
    from .tokens import issue_test_token

    def make(user_id: str, **options: Any) -> dict[str, str]:
        settings: dict[str, Any] = {
            "secret": jwt_bridge_secret,
            "issuer": jwt_bridge_issuer,
            "audience": jwt_bridge_audience,
        }
        token = issue_test_token(user_id=user_id, **{**settings, **options})
        return {"Authorization": f"Bearer {token}"}

    return make
