"""The README's examples run as they stand."""

import asyncio
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient

from jwt_auth_bridge.testing import issue_test_token, published_revocations

from .asgi.app import ask
from .conftest import SECRET

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
BLOCKS: list[str] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
FASTAPI, WEBSOCKET, ASGI, REVOCATION, PARTS, LOGGING, CORE, FIXTURES, SIGN_OUT = (
    next(block for block in BLOCKS if mark in block)
    for mark in (
        "FastAPI()",
        "@app.websocket",
        "principal_of",
        "revocation=",
        "def make_bridge",
        "basicConfig",
        "verify_header",
        "def test_tasks",
        "def test_sign_out",
    )
)


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


def test_sign_out(jwt_bridge_environment: dict[str, str], auth_headers: Any) -> None:
    names: dict[str, Any] = {}
    exec(FASTAPI.replace("from_env()", 'from_env(revocation="refuse")'), names)  # noqa: S102 - our own text
    exec(SIGN_OUT, names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    names["test_sign_out"](TestClient(names["app"]), names["auth"], auth_headers)


def test_what_is_open_ends_when_the_app_looks_again(
    jwt_bridge_environment: dict[str, str], auth_headers: Any
) -> None:
    names: dict[str, Any] = {}
    exec(WEBSOCKET.replace("from_env()", 'from_env(revocation="refuse")'), names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    mine = auth_headers("alice", session_id="s1")
    with (
        published_revocations(names["auth"]) as published,
        TestClient(names["app"]) as client,
        client.websocket_connect("/echo", headers=mine) as socket,
    ):
        socket.send_text("hello")
        assert socket.receive_text() == "hello"
        published.end_session("s1")
        socket.send_text("and now?")
        assert socket.receive() == {"type": "websocket.close", "code": 1008, "reason": ""}


def test_revocation(jwt_bridge_environment: dict[str, str], auth_headers: Any) -> None:
    names: dict[str, Any] = {}
    exec(REVOCATION, names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    with published_revocations(names["auth"]), TestClient(names["app"]) as client:
        answer = client.get("/metrics", headers=auth_headers("alice"))
    numbers = answer.json()
    assert {"revocations_held", "revocations_staleness_seconds"} <= numbers.keys()


def test_revocation_in_parts() -> None:
    names: dict[str, Any] = {}
    exec(PARTS, names)  # noqa: S102 - our own text
    auth = names["make_bridge"]("https://app.example", "todo-api", SECRET)
    assert repr(auth.verifier.revocations.transport) == (
        "RevocationFeed('https://app.example/api/auth/revocations')"
    )


async def test_asgi(jwt_bridge_environment: dict[str, str], auth_headers: Any) -> None:
    names: dict[str, Any] = {}
    exec(ASGI, names)  # noqa: S102 - our own text
    assert jwt_bridge_environment
    token = auth_headers("alice")["Authorization"].removeprefix("Bearer ")
    admitted = await ask(names["app"], "/api/alice/reports", token)
    assert (admitted.status, admitted.body) == (200, b"alice")
    assert (await ask(names["app"], "/api/bob/reports", token)).status == 403


@pytest.mark.parametrize(("program", "expected"), [(LOGGING + FASTAPI, True), (FASTAPI, False)])
def test_logging(
    tmp_path: Path, jwt_bridge_environment: dict[str, str], program: str, expected: bool
) -> None:
    """Under uvicorn as it comes, which sets up no logger but its own."""
    (tmp_path / "main.py").write_text(program)
    assert jwt_bridge_environment
    log = tmp_path / "log"
    command = [sys.executable, "-m", "uvicorn", "main:app", "--port", "0"]
    with log.open("wb") as output, subprocess.Popen(command, cwd=tmp_path, stderr=output) as server:
        try:
            while not (address := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
                assert server.poll() is None, log.read_text()
                time.sleep(0.05)
            with pytest.raises(HTTPError) as refused:
                urlopen(address[0] + "/me")  # noqa: S310 - our own server
            refused.value.close()
        finally:
            server.terminate()
    assert refused.value.code == 401
    assert ("refused 401 token_missing no_credentials" in log.read_text()) is expected


def test_core() -> None:
    token = issue_test_token(
        secret=SECRET, issuer="https://app.example", audience="todo-api", user_id="alice"
    )
    program = "async def run(secret, request_header):\n" + re.sub(r"^", "    ", CORE, flags=re.MULTILINE)
    names: dict[str, Any] = {}
    exec(program + "\n    return caller", names)  # noqa: S102 - our own text
    assert asyncio.run(names["run"](SECRET, f"Bearer {token}")).user_id == "alice"
