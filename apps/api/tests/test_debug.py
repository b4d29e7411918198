"""AUTH_DEBUG=1 tells a developer why a request is refused, and nobody else."""

from pathlib import Path

import httpx2
import pytest
from jwt_auth_bridge import ConfigurationError
from jwt_auth_bridge.testing import issue_test_token

from tests.caller import is_problem
from tests.test_settings import GOOD
from todo_api.main import create_app
from todo_api.settings import Settings

OTHER = "another-secret-0123456789-abcdefghijklmnopqrstuvwxyz"
REASON = "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"


def environment(tmp_path: Path, **changes: str) -> dict[str, str]:
    """Good settings on a fresh SQLite file."""
    return GOOD | {"DATABASE_URL": "", "DATA_DIR": str(tmp_path)} | changes


@pytest.mark.parametrize("value", ["", "0", "1"])
async def test_a_body_tells_the_reason_only_when_told_to(tmp_path: Path, value: str) -> None:
    """And the rest of the answer stays as it is."""
    app = create_app(Settings.from_env(environment(tmp_path, AUTH_DEBUG=value)))
    token = issue_test_token(
        secret=OTHER, issuer=GOOD["BETTER_AUTH_URL"], audience=GOOD["JWT_AUDIENCE"], user_id="alice"
    )
    transport = httpx2.ASGITransport(app=app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://api.test") as client:
        answer = await client.get("/api/alice/tasks", headers={"Authorization": f"Bearer {token}"})
    assert is_problem(answer, 401, "token_invalid")
    if value == "1":
        assert REASON in answer.json()["detail"]
    else:
        assert answer.json()["detail"] == "The access token is not valid."


@pytest.mark.parametrize("value", ["yes", "true", " 1"])
def test_another_value_is_refused(tmp_path: Path, value: str) -> None:
    """Whoever writes it does not know what they get."""
    with pytest.raises(ConfigurationError, match=r"^AUTH_DEBUG is neither 0 nor 1\."):
        Settings.from_env(environment(tmp_path, AUTH_DEBUG=value))


def test_it_is_refused_in_production(tmp_path: Path) -> None:
    """Where others can reach the app, it does not start."""
    production = environment(tmp_path, BETTER_AUTH_URL="https://app.example")
    Settings.from_env(production)
    with pytest.raises(ConfigurationError, match=r"^AUTH_DEBUG tells callers why they are refused"):
        Settings.from_env(production | {"AUTH_DEBUG": "1"})
