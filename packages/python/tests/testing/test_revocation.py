"""Revocations in the tests of an app."""

import time
from contextlib import nullcontext
from typing import Any

import pytest
from fastapi.testclient import TestClient

from jwt_auth_bridge import RevocationTransport
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import published_revocations

from ..fastapi.app import client_of, make_app


@pytest.fixture
def auth(jwt_bridge_environment: dict[str, str]) -> AuthBridge:
    assert jwt_bridge_environment
    return AuthBridge.from_env(revocation="refuse")


def transport_of(auth: AuthBridge) -> RevocationTransport | None:
    assert auth.verifier.revocations is not None
    return auth.verifier.revocations.transport


@pytest.mark.parametrize("is_started", [True, False])
def test_what_a_test_says_has_ended(auth: AuthBridge, auth_headers: Any, is_started: bool) -> None:
    """Without an auth server."""
    app = make_app(auth)
    before = transport_of(auth)
    client = client_of(app)
    with published_revocations(auth) as published, client if is_started else nullcontext():
        mine = auth_headers("alice", session_id="s1")
        bobs = auth_headers("bob")
        assert client.get("/me", headers=mine).status_code == 200
        published.end_session("s1")
        assert client.get("/me", headers=mine).json()["code"] == "token_revoked"
        assert client.get("/me", headers=bobs).status_code == 200
        published.end_user("bob")
        assert client.get("/me", headers=bobs).json()["code"] == "token_revoked"
        later = auth_headers("bob", now=time.time() + 4)
        published.end_user("bob", before=time.time() + 1)
        assert client.get("/me", headers=later).status_code == 200
    assert transport_of(auth) is before


def test_without_revocations_a_test_would_show_nothing(jwt_bridge_environment: dict[str, str]) -> None:
    auth = AuthBridge.from_env(jwt_bridge_environment)
    with pytest.raises(RuntimeError, match="knows of no revocations"), published_revocations(auth):
        pass


def test_it_lasts_as_long_as_the_block(auth: AuthBridge, auth_headers: Any) -> None:
    with published_revocations(auth), TestClient(make_app(auth)) as client:
        assert client.get("/me", headers=auth_headers("alice")).status_code == 200
