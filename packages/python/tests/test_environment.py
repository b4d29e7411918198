"""A wrong setting stops the process: one line names the variable and the mend, and keeps the value."""

import subprocess
import sys
import time

import pytest

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    DerivedKey,
    SharedSecret,
    Verifier,
    read_environment,
)
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import issue_test_token

from .conftest import SECRET
from .jwks.key_server import serving
from .jwks.pairs import PAIRS

GOOD = {
    "BETTER_AUTH_SECRET": SECRET,
    "BETTER_AUTH_URL": "https://app.example",
    "JWT_AUDIENCE": "todo-api",
}
OLD = "an-older-secret-that-is-still-accepted-9876543210"
KEY = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"

BAD: list[tuple[dict[str, str], str]] = [
    ({"BETTER_AUTH_SECRET": ""}, "secret_missing"),
    ({"BETTER_AUTH_SECRET": "better-auth-secret-12345678901234567890"}, "secret_default"),
    ({"BETTER_AUTH_SECRET": " " + SECRET}, "secret_whitespace"),
    ({"BETTER_AUTH_SECRET": SECRET + "\n"}, "secret_whitespace"),
    ({"BETTER_AUTH_SECRET": SECRET + "\u00a0"}, "secret_whitespace"),
    ({"BETTER_AUTH_SECRET": "short-secret"}, "secret_short"),
    ({"BETTER_AUTH_SECRET": "0123456789abcdefghijklmnopqrstu"}, "secret_short"),
    ({"BETTER_AUTH_SECRET": "x" * 64}, "secret_repetitive"),
    ({"BETTER_AUTH_SECRET": "changeme" * 5}, "secret_repetitive"),
    ({"BETTER_AUTH_SECRET": SECRET + "\udcff"}, "secret_not_unicode"),
    ({"BETTER_AUTH_SECRETS": SECRET}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"new:{SECRET}"}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"-1:{SECRET}"}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"1.5:{SECRET}"}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"1:{SECRET},"}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"1:{SECRET},1:{OLD}"}, "setting_invalid"),
    ({"BETTER_AUTH_SECRETS": f"2:{SECRET},1:"}, "secret_missing"),
    ({"BETTER_AUTH_SECRETS": f"2:{SECRET},1:too-short"}, "secret_short"),
    ({"JWT_BRIDGE_KEY": KEY}, "setting_invalid"),  # beside the secret
    ({"BETTER_AUTH_SECRET": "", "JWT_BRIDGE_KEY": KEY.partition(":")[2]}, "key_malformed"),
    ({"BETTER_AUTH_SECRET": "", "JWT_BRIDGE_KEY": KEY + "00"}, "key_malformed"),
    ({"BETTER_AUTH_SECRET": "", "JWT_BRIDGE_KEY": KEY + "\n"}, "key_malformed"),
    ({"BETTER_AUTH_URL": ""}, "setting_missing"),
    ({"BETTER_AUTH_URL": "corp.example"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "ftp://corp.example"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://me:pw@corp.example"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://corp.example:http"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://corp.example "}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://corp.example\\@evil.example"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "https://k\u00e4se.example"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "http://127.1:3000"}, "setting_invalid"),
    ({"BETTER_AUTH_URL": "http://[::1"}, "setting_invalid"),
    ({"JWT_AUDIENCE": ""}, "setting_missing"),
    ({"JWT_AUDIENCE": "todo\napi"}, "setting_invalid"),
    ({"JWT_AUDIENCE": "t" * 256}, "setting_invalid"),
]


@pytest.mark.parametrize(("change", "code"), BAD, ids=lambda value: value if isinstance(value, str) else None)
def test_bad_settings(change: dict[str, str], code: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        AuthBridge.from_env(GOOD | change)
    message = str(refused.value)
    assert refused.value.code == code
    assert "\n" not in message
    assert any(name in message for name in change)
    assert len(message) < 200
    parts = [part for value in change.values() for part in value.split(":")]
    for value in (*change.values(), *parts):
        assert len(value) < 12 or value not in message


NOT_A_URL = "BETTER_AUTH_URL is not an http or https URL."
MEND = "Set BETTER_AUTH_URL to an address such as https://app.example"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"BETTER_AUTH_URL": ""}, f"BETTER_AUTH_URL is not set. {MEND}"),
        *(
            ({"BETTER_AUTH_URL": url}, f"{NOT_A_URL} {MEND}")
            for url in (
                "corp.example",
                "ftp://corp.example",
                "https://corp.example ",
                "http://[::1",
                "https://a:b",
            )
        ),
        (
            {"BETTER_AUTH_URL": "https://me:pw@corp.example"},
            f"BETTER_AUTH_URL holds a user name or a password. {MEND}",
        ),
        (
            {"BETTER_AUTH_URL": "http://127.1:3000"},
            f"The host of BETTER_AUTH_URL is not in its plain ASCII form. {MEND}",
        ),
        (
            {"AUTH_DEBUG": "true"},
            "AUTH_DEBUG is neither 0 nor 1. Unset it, or set it to 1 on your own machine",
        ),
    ],
)
def test_messages(change: dict[str, str], message: str) -> None:
    """The same in every language."""
    with pytest.raises(ConfigurationError) as refused:
        read_environment(GOOD | change)
    assert str(refused.value) == message


@pytest.mark.parametrize("name", GOOD)
def test_missing_settings(name: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        AuthBridge.from_env({key: value for key, value in GOOD.items() if key != name})


async def accepts(env: dict[str, str], secret: str) -> bool:
    settings = read_environment(env)
    verifier = Verifier(issuer=settings.issuer, audience=settings.audience, keys=settings.keys)
    token = issue_test_token(secret=secret, issuer="https://app.example", audience="todo-api", user_id="u")
    try:
        return (await verifier.verify(token)).user_id == "u"
    except Exception:
        return False


async def test_secret() -> None:
    assert await accepts(GOOD, SECRET)
    assert not await accepts(GOOD, OLD)


async def test_ring_goes_before_the_secret() -> None:
    env = GOOD | {"BETTER_AUTH_SECRETS": f" 2:{SECRET} , 1: {OLD} ", "BETTER_AUTH_SECRET": "ignored"}
    assert await accepts(env, SECRET)
    assert await accepts(env, OLD)


async def test_ring_of_one_refuses_the_old_secret() -> None:
    assert not await accepts(GOOD | {"BETTER_AUTH_SECRETS": f"2:{SECRET}", "BETTER_AUTH_SECRET": OLD}, OLD)


async def test_derived_key() -> None:
    env = GOOD | {"JWT_BRIDGE_KEY": KEY, "BETTER_AUTH_SECRET": ""}
    assert await accepts(env, SECRET)
    assert not await accepts(env, OLD)


@pytest.mark.parametrize("leeway", [-1, 60.5, float("nan"), True, "5"])
def test_leeway(leeway: object) -> None:
    with pytest.raises(ConfigurationError, match="leeway"):
        Verifier(issuer="https://app.example", audience="a", keys=SharedSecret(SECRET), leeway=leeway)  # type: ignore[arg-type]


def test_nothing_shows_a_secret() -> None:
    for value in (SharedSecret(SECRET), DerivedKey(KEY), read_environment(GOOD)):
        assert SECRET not in repr(value)
        assert KEY[12:] not in repr(value)
    assert SharedSecret(SECRET).keys_for("todo-api")[0].__repr__() == "HmacKey(kid='ASWbADaWCLA')"


def test_process_does_not_start() -> None:
    """One clear line and an exit code."""
    program = "from jwt_auth_bridge.fastapi import AuthBridge; AuthBridge.from_env()"
    env = GOOD | {"BETTER_AUTH_SECRET": "short-secret"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert last.endswith(
        "BETTER_AUTH_SECRET has 12 characters; at least 32 are needed. Make one: openssl rand -base64 32"
    )
    assert "short-secret" not in done.stderr


async def test_the_keys_of_a_set_in_place_of_the_secret_or_beside_it() -> None:
    async with serving(PAIRS["EdDSA"].jwk) as server:
        alone = {
            "BETTER_AUTH_URL": GOOD["BETTER_AUTH_URL"],
            "JWT_AUDIENCE": "todo-api",
            "JWT_JWKS_URL": server.url,
        }
        now = time.time()
        claims = {"iss": GOOD["BETTER_AUTH_URL"], "aud": "todo-api", "iat": now, "exp": now + 60}
        published = PAIRS["EdDSA"].token(claims=claims)
        shared = issue_test_token(
            secret=SECRET, issuer=GOOD["BETTER_AUTH_URL"], audience="todo-api", user_id="ann"
        )
        verifier = AuthBridge.from_env(alone).verifier
        assert (await verifier.verify(published)).user_id == "alice"
        with pytest.raises(AuthError):
            await verifier.verify(shared)
        for beside in ({"BETTER_AUTH_SECRET": SECRET}, {"JWT_BRIDGE_KEY": KEY}):
            verifier = AuthBridge.from_env({**alone, **beside}).verifier
            assert (await verifier.verify(published)).user_id == "alice"
            assert (await verifier.verify(shared)).user_id == "ann"


def test_a_key_set_without_its_packages_is_one_line_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("jwt_auth_bridge.jwks")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    url = "https://app.example/api/auth/jwks"
    with pytest.raises(ConfigurationError, match=r"pip install .jwt-auth-bridge\[jwks\]") as refused:
        read_environment({**GOOD, "JWT_JWKS_URL": url})
    assert refused.value.code == "package_missing"
    assert "\n" not in str(refused.value)
