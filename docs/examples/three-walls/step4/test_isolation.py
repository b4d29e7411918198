"""Step 4: the app is asked from outside."""

import pytest
from jwt_auth_bridge.fastapi import unprotected_routes
from jwt_auth_bridge.testing import audit_api


@pytest.fixture
def app(jwt_bridge_environment):
    """The app that is deployed, with the settings that the tests' tokens are made for."""
    from step3.main import app

    return app


def test_nothing_is_open_by_accident(app):
    assert unprotected_routes(app) == []


def test_nobody_sees_anothers_data(app, jwt_bridge_secret, jwt_bridge_issuer, jwt_bridge_audience):
    audit_api(app, secret=jwt_bridge_secret, issuer=jwt_bridge_issuer, audience=jwt_bridge_audience)
