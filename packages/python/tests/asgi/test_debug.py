"""AUTH_DEBUG=1: the reason is in the body too, on a developer's machine and nowhere else."""

import json
from collections.abc import Callable

import pytest

from jwt_auth_bridge import ConfigurationError, SharedSecret, Verifier
from jwt_auth_bridge.asgi import AuthBridge
from jwt_auth_bridge.debug import check_debug

from ..conftest import AUDIENCE, SECRET
from .app import Inner, ask

Token = Callable[..., str]
OTHER = "another-secret-that-is-long-enough-0123"
REASON = (
    "kid_unknown: signed with 5wOGjbOXkzQ, this API accepts ASWbADaWCLA: "
    "the secrets differ, set the same BETTER_AUTH_SECRET on both sides"
)


@pytest.mark.parametrize(
    ("debug", "detail"), [(False, "The access token is not valid."), (True, REASON)], ids=["off", "on"]
)
async def test_detail(verifier: Verifier, token: Token, debug: bool, detail: str) -> None:
    """Nothing else of the answer changes."""
    auth = AuthBridge(verifier=verifier, debug=debug)
    answer = await ask(auth.principal(Inner(), route="/"), "/", token(secret=OTHER))
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": detail,
        "code": "token_invalid",
    }
    assert answer.headers[b"www-authenticate"] == b'Bearer error="invalid_token"'


async def test_every_guard(verifier: Verifier, token: Token) -> None:
    auth, inner = AuthBridge(verifier=verifier, debug=True), Inner()
    optional = await ask(auth.optional_principal(inner, route="/"), "/", token(secret=OTHER))
    owner = await ask(auth.path_owner(inner, route="/{user_id}"), "/bob", token())
    assert json.loads(optional.body)["detail"] == REASON
    assert json.loads(owner.body)["detail"] == "path_user: the path's user_id is not the token's sub"


@pytest.mark.parametrize("value", ["", "0", "1"])
async def test_from_env(jwt_bridge_environment: dict[str, str], value: str) -> None:
    auth = AuthBridge.from_env({**jwt_bridge_environment, "AUTH_DEBUG": value})
    answer = await ask(auth.principal(Inner(), route="/"), "/")
    assert (b"no_credentials" in answer.body) is (value == "1")


def test_refused_in_production(jwt_bridge_environment: dict[str, str]) -> None:
    """However it is asked for."""
    issuer = "https://app.example"
    environment = {**jwt_bridge_environment, "BETTER_AUTH_URL": issuer}
    verifier = Verifier(issuer=issuer, audience=AUDIENCE, keys=SharedSecret(SECRET))
    AuthBridge.from_env(environment)
    AuthBridge(verifier=verifier)
    with pytest.raises(ConfigurationError, match="AUTH_DEBUG"):
        AuthBridge.from_env({**environment, "AUTH_DEBUG": "1"})
    with pytest.raises(ConfigurationError, match="AUTH_DEBUG") as refused:
        AuthBridge(verifier=verifier, debug=True)
    assert refused.value.code == "debug_in_production"


@pytest.mark.parametrize(
    "host", ["evil?x.localhost", "evil#.localhost", "evil@x.localhost", "evil\\.localhost"]
)
def test_what_only_ends_like_a_loopback_address(host: str) -> None:
    with pytest.raises(ConfigurationError, match="not a loopback address"):
        check_debug(True, f"http://{host}")
    assert check_debug(True, "http://a.b-c_1.localhost:3000")
