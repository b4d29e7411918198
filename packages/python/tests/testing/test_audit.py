"""The helper round the audit. The real command runs in the tests of apps/api."""

import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from jwt_auth_bridge.testing import audit_api
from jwt_auth_bridge.testing.audit import problems_of
from jwt_auth_bridge.testing.serving import serve

SETTINGS: dict[str, Any] = {
    "secret": "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    "issuer": "http://localhost:3000",
    "audience": "todo-api",
}
MEND = "npm install --save-dev jwt-auth-bridge"
LEAK = {"fault": "foreign-object", "operation": "GET /a/{id}", "evidence": "as another user: answered 200."}
GAP = {"operation": "GET /b", "untested": "the owner was answered 403"}


def report(verdict: str, **more: Any) -> dict[str, Any]:
    rows = [{"operation": "GET /a/{id}"}]
    return {"verdict": verdict, "rows": rows, "findings": [], "untested": [], "warnings": [], **more}


def test_nothing_is_wrong_when_nothing_leaks() -> None:
    assert problems_of(report("clean", warnings=["Answered others too: GET /health."])) == []


def test_leaks_and_gaps_have_a_line_each() -> None:
    assert problems_of(report("leak", findings=[LEAK], untested=[GAP])) == [
        "The audit found 1 leak, and could not test 1 operation.",
        "foreign-object  GET /a/{id}: as another user: answered 200.",
        "not tested  GET /b: the owner was answered 403",
    ]


@pytest.mark.parametrize(
    "nothing",
    [
        report("clean", untested=[GAP]),
        report("unknown", warnings=["NOTHING WAS TESTED"]),
        report("unknown"),
        report("clean", rows=[]),
        report("a word of a later version"),
    ],
)
def test_it_never_passes_silently(nothing: dict[str, Any]) -> None:
    assert problems_of(nothing)


def test_without_node() -> None:
    with pytest.raises(RuntimeError, match=f"no-such-npx is missing.*{MEND}"):
        audit_api("http://localhost:1", **SETTINGS, command=["no-such-npx"])


def test_without_the_npm_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "package.json").write_text('{"private": true}')
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RuntimeError, match=MEND):
        audit_api("http://localhost:1", **SETTINGS)


def python(program: str) -> list[str]:
    """A command that is this program."""
    return [sys.executable, "-c", program]


def test_what_the_command_says_is_said() -> None:
    command = python("import sys; sys.exit('Nobody listens at http://localhost:1')")
    with pytest.raises(RuntimeError, match="did not run: Nobody listens"):
        audit_api("http://localhost:1", **SETTINGS, command=command)


def test_a_command_that_does_not_end() -> None:
    with pytest.raises(RuntimeError, match=r"did not end within 0\.5 seconds"):
        audit_api(
            "http://localhost:1", **SETTINGS, command=python("import time; time.sleep(60)"), timeout=0.5
        )


@pytest.mark.parametrize("said", ["{}", "[]", '{"version": 2}'])
def test_another_version_of_the_npm_package(said: str) -> None:
    with pytest.raises(RuntimeError, match="another version"):
        audit_api("http://localhost:1", **SETTINGS, command=python(f"print({said!r})"))


def test_the_secret_is_in_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BETTER_AUTH_SECRETS", "2:another-one-that-would-go-before")
    program = (
        "import json, os, sys; secret = os.environ['BETTER_AUTH_SECRET'];"
        "assert 'BETTER_AUTH_SECRETS' not in os.environ and secret not in str(sys.argv);"
        "names = ['BETTER_AUTH_URL', 'JWT_AUDIENCE'];"
        "rows = [[secret[:14], sys.argv[1:], *[os.environ[name] for name in names]]];"
        "print(json.dumps({'version': 1, 'verdict': 'clean', 'findings': [], 'untested': [], 'rows': rows}))"
    )
    done = audit_api("http://localhost:1", **SETTINGS, command=python(program), openapi="a.json")
    arguments = ["audit", "http://localhost:1", "--json", "-", "--openapi", "a.json"]
    assert done["rows"] == [["only-for-tests", arguments, "http://localhost:3000", "todo-api"]]


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """An app without a lifespan."""
    if scope["type"] != "http":
        raise NotImplementedError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


async def broken(scope: Any, receive: Any, send: Any) -> None:
    """An app that does not start."""
    await receive()
    await send({"type": "lifespan.startup.failed", "message": "no database"})


def test_an_app_is_served_for_as_long_as_it_is_needed() -> None:
    with serve(hello) as origin:
        assert origin.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(origin, timeout=5) as answer:  # noqa: S310
            assert answer.read() == b"hello"
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(origin, timeout=5)  # noqa: S310


def test_an_app_that_does_not_start() -> None:
    with pytest.raises(RuntimeError, match="did not start"), serve(broken):
        pass
