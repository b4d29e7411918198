"""`from_env(revocation=...)`: where revocations come from, and what keeps an app from starting."""

import subprocess
import sys
from typing import Any, Literal

import pytest

from jwt_auth_bridge import ConfigurationError, Revocations, SharedSecret, Verifier, read_environment
from jwt_auth_bridge.asgi import AuthBridge as AsgiBridge
from jwt_auth_bridge.fastapi import AuthBridge

from ..conftest import AUDIENCE, ISSUER, SECRET

GOOD = {"BETTER_AUTH_SECRET": SECRET, "BETTER_AUTH_URL": "https://app.example", "JWT_AUDIENCE": "todo-api"}
REDIS = {"REDIS_URL": "redis://me:hunter22@redis:6379/0"}
KEY = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"


@pytest.mark.parametrize("bridge", [AuthBridge, AsgiBridge])
@pytest.mark.parametrize("choice", ["refuse", "accept"])
@pytest.mark.parametrize(
    ("change", "transport"),
    [
        ({}, "RevocationFeed('https://app.example/api/auth/revocations')"),
        ({"REDIS_URL": ""}, "RevocationFeed('https://app.example/api/auth/revocations')"),
        (REDIS, "RedisRevocations(Redis at redis:6379)"),
        (
            {"BETTER_AUTH_SECRET": "", "JWT_BRIDGE_KEY": KEY},
            "RevocationFeed('https://app.example/api/auth/revocations')",
        ),
        ({"BETTER_AUTH_URL": "http://app.example", **REDIS}, "RedisRevocations(Redis at redis:6379)"),
    ],
)
def test_where_they_come_from(
    bridge: type[AuthBridge | AsgiBridge],
    choice: Literal["refuse", "accept"],
    change: dict[str, str],
    transport: str,
) -> None:
    revocations = bridge.from_env(GOOD | change, revocation=choice).verifier.revocations
    assert revocations is not None
    assert revocations.when_stale == choice
    assert repr(revocations.transport) == transport


@pytest.mark.parametrize("url", ["", "redis://me:hunter22@redis", "sentinel:whatever"])
def test_unless_asked_for_there_are_none(url: str) -> None:
    """And nobody judges a REDIS_URL that is for something else."""
    assert AuthBridge.from_env(GOOD | {"REDIS_URL": url}).verifier.revocations is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"BETTER_AUTH_URL": "http://app.example"}, "over https, or on this machine"),
        ({"REDIS_URL": "http://me:hunter22@redis"}, "REDIS_URL is not the address of a Redis"),
    ],
)
def test_what_keeps_an_app_from_starting(change: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as refused:
        AuthBridge.from_env(GOOD | change, revocation="refuse")
    assert "\n" not in str(refused.value)
    assert "hunter22" not in str(refused.value)


@pytest.mark.parametrize("choice", [True, "yes", "", 0])
def test_a_choice_that_is_none(choice: Any) -> None:
    with pytest.raises(ConfigurationError, match='when_stale is neither "refuse" nor "accept"'):
        AuthBridge.from_env(GOOD, revocation=choice)


def test_settings_show_no_password() -> None:
    settings = read_environment(GOOD | REDIS)
    assert settings.redis_url == REDIS["REDIS_URL"]
    assert "hunter22" not in repr(settings)


def test_revocations_belong_to_the_verifier_where_there_is_one() -> None:
    revocations = Revocations()
    keys = SharedSecret(SECRET)
    auth = AuthBridge(issuer=ISSUER, audience=AUDIENCE, keys=keys, revocations=revocations)
    assert auth.verifier.revocations is revocations
    arguments: Any = {"verifier": auth.verifier, "revocations": revocations}
    with pytest.raises(TypeError, match="belongs to the verifier"):
        AuthBridge(**arguments)
    assert (
        AuthBridge(verifier=Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys)).verifier.revocations
        is None
    )


@pytest.mark.parametrize(
    ("package", "change", "extra"),
    [("httpx2", {}, "revocation-feed"), ("redis", REDIS, "revocation-redis")],
)
def test_a_package_that_is_missing(package: str, change: dict[str, str], extra: str) -> None:
    """Said when the app asks for revocations; an app without them needs none."""
    program = (
        f"import sys; sys.modules[{package!r}] = None\n"
        "from jwt_auth_bridge.asgi import AuthBridge\n"
        f"AuthBridge.from_env({GOOD | change})\n"
        f"try: AuthBridge.from_env({GOOD | change}, revocation='refuse')\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    mend = f'pip install "jwt-auth-bridge[{extra}]"'
    assert done.stdout == f"ConfigurationError Revocations need a package that is missing: {mend}\n"
