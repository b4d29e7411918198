"""The README's examples run as they stand."""

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from jwt_auth_bridge.testing import issue_test_token

from .asgi.app import ask
from .conftest import SECRET

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
FASTAPI, ASGI, CORE, FIXTURES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def client(jwt_bridge_environment: dict[str, str]) -> TestClient:
    names: dict[str, Any] = {"__name__": "readme"}
    exec(FASTAPI, names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    return TestClient(names["app"])


def test_fastapi(client: TestClient, auth_headers: Any) -> None:
    names: dict[str, Any] = {}
    exec(FIXTURES, names)  # noqa: S102 - our own text
    names["test_nothing_is_open_by_accident"](client.app)
    names["test_tasks"](client, {}, auth_headers)
    assert client.get("/health").json() == "ok"
    assert client.get("/me", headers=auth_headers("alice")).json() == "alice"


async def test_asgi(jwt_bridge_environment: dict[str, str], auth_headers: Any) -> None:
    names: dict[str, Any] = {}
    exec(ASGI, names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    token = auth_headers("alice")["Authorization"].removeprefix("Bearer ")
    admitted = await ask(names["app"], "/api/alice/reports", token)
    assert (admitted.status, admitted.body) == (200, b"alice")
    assert (await ask(names["app"], "/api/bob/reports", token)).status == 403


def test_core() -> None:
    token = issue_test_token(
        secret=SECRET, issuer="https://app.example", audience="todo-api", user_id="alice"
    )
    program = "async def run(secret, request_header):\n" + re.sub(r"^", "    ", CORE, flags=re.MULTILINE)
    names: dict[str, Any] = {}
    exec(program + "\n    return caller", names)  # noqa: S102 - our own text
    assert asyncio.run(names["run"](SECRET, f"Bearer {token}")).user_id == "alice"
