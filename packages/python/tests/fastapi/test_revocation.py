"""A protected FastAPI app hears of revocations from its start to its end."""

import logging
from collections.abc import Callable

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient

from jwt_auth_bridge import ConfigurationError, Revocations, SessionEnded, SharedSecret, Verifier
from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from ..revocation.transports import Scripted, hears, hears_nothing
from .app import bearer, client_of, make_app

Token = Callable[..., str]


def bridge(transport: Scripted, clock: Clock, audience: str = AUDIENCE) -> AuthBridge:
    revocations = Revocations(transport)
    keys = SharedSecret(SECRET)
    return AuthBridge(
        verifier=Verifier(issuer=ISSUER, audience=audience, keys=keys, revocations=revocations, now=clock)
    )


def test_a_session_that_ends(clock: Clock, token: Token) -> None:
    transport = Scripted(hears)
    auth = bridge(transport, clock)
    assert not transport.is_running
    with TestClient(make_app(auth)) as client:
        assert transport.is_running
        headers = bearer(token(session_id="s1"))
        assert client.get("/me", headers=headers).status_code == 200
        assert auth.verifier.revocations is not None
        auth.verifier.revocations.add(SessionEnded("s1", NOW + 300))
        refused = client.get("/me", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "token_revoked")
        assert client.get("/me", headers=bearer(token(session_id="s2"))).status_code == 200
    assert not transport.is_running


def test_an_app_that_is_started_again(clock: Clock) -> None:
    transport = Scripted(hears)
    app = make_app(bridge(transport, clock))
    for starts in (1, 2):
        with TestClient(app):
            assert transport.starts == starts


def test_an_app_that_will_not_start_does_not_wait(clock: Clock) -> None:
    transport = Scripted(hears_nothing)
    app = make_app(bridge(transport, clock))
    app.get("/forgotten")(lambda: None)
    with pytest.raises(ConfigurationError, match="GET /forgotten: no guard"), TestClient(app):
        pass
    assert not transport.is_running


def test_two_bridges_listen_both_and_one_verifier_once(clock: Clock, token: Token) -> None:
    first, second = Scripted(hears), Scripted(hears)
    auth, other = bridge(first, clock), bridge(second, clock, "billing")
    app = FastAPI()
    for each in (auth, other, AuthBridge(verifier=auth.verifier)):
        each.protect(app)
    app.get("/a", dependencies=[Depends(auth.principal)])(lambda: "a")
    app.get("/b", dependencies=[Depends(other.principal)])(lambda: "b")
    with TestClient(app) as client:
        assert (first.starts, second.starts) == (1, 1)
        assert client.get("/a", headers=bearer(token())).status_code == 200
        assert client.get("/b", headers=bearer(token(audience="billing"))).status_code == 200


@pytest.mark.parametrize("is_mounted", [True, False])
def test_without_a_start_everything_is_refused(
    clock: Clock, token: Token, caplog: pytest.LogCaptureFixture, is_mounted: bool
) -> None:
    app = make_app(bridge(Scripted(hears), clock))
    outer = FastAPI()
    outer.mount("/sub", app)
    with TestClient(outer) as client:
        for _ in range(2):
            path = "/sub/me" if is_mounted else "/me"
            answer = (client if is_mounted else client_of(app)).get(path, headers=bearer(token()))
            assert (answer.status_code, answer.json()["code"]) == (503, "verification_unavailable")
    errors = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert len(errors) == 1
    assert "nobody listens to them" in errors[0]
