"""One line for each refused request, and nothing in it that is anybody's."""

import logging
from collections.abc import Callable

import pytest
from fastapi import FastAPI

from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import SECRET
from .app import bearer, client_of, make_app

Token = Callable[..., str]
OTHER = "another-secret-that-is-long-enough-0123"
CLAIMS = {"sub": "user-7f3a", "sid": "session-91bc", "jti": "jti-55de", "email": "a@private.example"}


def lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "jwt_auth_bridge"]


@pytest.mark.parametrize(
    ("path", "options", "level", "message"),
    [
        ("/me", None, "INFO", "refused 401 token_missing no_credentials: no Authorization header GET /me"),
        (
            "/me",
            {"now": 1_000_000_000},
            "INFO",
            "refused 401 token_expired expired: exp is in the past GET /me",
        ),
        (
            "/me",
            {"claims": {"iss": "x"}},
            "WARNING",
            "refused 401 token_invalid iss: not issued by http://localhost:3000, "
            "set the same BETTER_AUTH_URL on both sides GET /me",
        ),
        (
            "/api/someone-else/tasks",
            {},
            "WARNING",
            "refused 403 user_mismatch path_user: the path's user_id is not the token's sub "
            "GET /api/{user_id}/tasks",
        ),
        (
            "/me",
            {"secret": OTHER},
            "WARNING",
            "refused 401 token_invalid kid_unknown: signed with 5wOGjbOXkzQ, this API accepts "
            "ASWbADaWCLA: the secrets differ, set the same BETTER_AUTH_SECRET on both sides GET /me",
        ),
    ],
)
def test_one_line(
    auth: AuthBridge,
    token: Token,
    caplog: pytest.LogCaptureFixture,
    path: str,
    options: dict[str, object] | None,
    level: str,
    message: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = {} if options is None else bearer(token("alice", **options))
    client_of(make_app(auth)).get(path, headers=headers)
    (record,) = lines(caplog)
    assert (record.levelname, record.getMessage()) == (level, message)
    assert (record.__dict__["status"], record.__dict__["method"]) == (int(message.split()[1]), "GET")
    assert message.endswith(record.__dict__["route"])
    assert record.__dict__["code"] == message.split()[2]
    assert record.__dict__["reason"] in message


@pytest.mark.parametrize(
    "options",
    [
        {"secret": OTHER},
        {"claims": CLAIMS | {"aud": "private-audience"}},
        {"claims": CLAIMS | {"iss": "private-issuer"}},
        {"claims": CLAIMS | {"sub": "private\n"}},
        {"claims": CLAIMS | {"exp": "private"}},
        {"claims": CLAIMS | {"scope": " private"}},
        {"header": {"kid": "private kid\n"}},
        {"header": {"alg": "private"}},
        {"header": {"jku": "https://private.example"}},
        {"claims": CLAIMS},  # refused by the path
    ],
)
def test_no_value_leaks(
    auth: AuthBridge, token: Token, caplog: pytest.LogCaptureFixture, options: dict[str, object]
) -> None:
    caplog.set_level(logging.DEBUG)
    text = token("alice", **options)
    answer = client_of(make_app(auth)).get("/api/someone/tasks", headers=bearer(text))
    assert answer.status_code in {401, 403}
    (record,) = lines(caplog)
    everything = f"{record.__dict__} {record.getMessage()} {answer.text} {answer.headers}"
    for value in (text, *text.split("."), SECRET, OTHER, "private", "someone", *CLAIMS.values()):
        assert value not in everything


def test_an_admitted_request_leaves_no_line(
    auth: AuthBridge, token: Token, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(make_app(auth))
    assert client.post("/me/tasks", json={"title": "t"}, headers=bearer(token("alice"))).status_code == 200
    assert lines(caplog) == []


def test_the_gate_does_not_log_twice(auth: AuthBridge, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client_of(make_app(auth)).post("/api/alice/tasks", json={"title": "t"})
    (record,) = lines(caplog)
    assert record.__dict__["route"] == "/api/{user_id}/tasks"


def test_a_mounted_app_names_no_path(auth: AuthBridge, caplog: pytest.LogCaptureFixture) -> None:
    """The path that led to a mount may hold ids."""
    caplog.set_level(logging.DEBUG)
    app = FastAPI()
    app.mount("/for/{user_id}", make_app(auth))
    client_of(app).get("/for/user-7f3a/me")
    assert [line.getMessage() for line in lines(caplog)] == [
        "refused 401 token_missing no_credentials: no Authorization header GET /me"
    ]
