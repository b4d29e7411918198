"""AUTH_DEBUG=1: the reason is in the body too, on a developer's machine and nowhere else."""

from collections.abc import Callable

import pytest

from jwt_auth_bridge import ConfigurationError, SharedSecret, Verifier
from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import AUDIENCE, SECRET
from .app import bearer, client_of, make_app

Token = Callable[..., str]
OTHER = "another-secret-that-is-long-enough-0123"
KID = (
    "kid_unknown: signed with 5wOGjbOXkzQ, this API accepts ASWbADaWCLA: "
    "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"
)
REFUSALS = [
    ("GET", "/me", {"secret": OTHER}, KID, "The access token is not valid."),
    ("GET", "/hello", {"secret": OTHER}, KID, "The access token is not valid."),
    # Refused at the body's first read.
    ("POST", "/me/tasks", {"secret": OTHER}, KID, "The access token is not valid."),
    (
        "GET",
        "/api/bob/tasks",
        {},
        "path_user: the path's user_id is not the token's sub",
        "This path belongs to another user.",
    ),
    (
        "GET",
        "/scoped",
        {},
        "scope: the token lacks a required scope",
        "The access token lacks a required scope.",
    ),
]


@pytest.mark.parametrize("protect", [True, False], ids=["protected", "plain"])
@pytest.mark.parametrize(("method", "path", "options", "reason", "coarse"), REFUSALS)
def test_detail(
    verifier: Verifier,
    token: Token,
    method: str,
    path: str,
    options: dict[str, object],
    reason: str,
    coarse: str,
    protect: bool,
) -> None:
    """Nothing else of the answer changes."""
    headers = bearer(token("alice", **options))
    off, on = (
        client_of(make_app(AuthBridge(verifier=verifier, debug=debug), protect=protect)).request(
            method, path, headers=headers, json={} if method == "POST" else None
        )
        for debug in (False, True)
    )
    assert off.json()["detail"] == coarse
    assert on.json() == off.json() | {"detail": reason}
    assert {**on.headers, "content-length": ""} == {**off.headers, "content-length": ""}
    assert on.status_code == off.status_code


def test_the_document_does_not_change(verifier: Verifier) -> None:
    off, on = (make_app(AuthBridge(verifier=verifier, debug=debug)).openapi() for debug in (False, True))
    assert on == off


@pytest.mark.parametrize("value", ["", "0", "1"])
def test_from_env(jwt_bridge_environment: dict[str, str], value: str) -> None:
    app = make_app(AuthBridge.from_env({**jwt_bridge_environment, "AUTH_DEBUG": value}))
    assert ("no_credentials" in client_of(app).get("/me").text) is (value == "1")


def test_the_fixtures_switch_it_off(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own setting does not reach an app's tests."""
    monkeypatch.setenv("AUTH_DEBUG", "1")
    request.getfixturevalue("jwt_bridge_environment")
    assert "no_credentials" not in client_of(make_app(AuthBridge.from_env())).get("/me").text


def test_refused_in_production(jwt_bridge_environment: dict[str, str]) -> None:
    """However it is asked for."""
    issuer, keys = "https://app.example", SharedSecret(SECRET)
    environment = {**jwt_bridge_environment, "BETTER_AUTH_URL": issuer}
    AuthBridge.from_env(environment)
    with pytest.raises(ConfigurationError, match="AUTH_DEBUG"):
        AuthBridge.from_env({**environment, "AUTH_DEBUG": "1"})
    with pytest.raises(ConfigurationError, match="AUTH_DEBUG"):
        AuthBridge(issuer=issuer, audience=AUDIENCE, keys=keys, debug=True)
    with pytest.raises(ConfigurationError, match="AUTH_DEBUG") as refused:
        AuthBridge(verifier=Verifier(issuer=issuer, audience=AUDIENCE, keys=keys), debug=True)
    assert refused.value.code == "debug_in_production"
