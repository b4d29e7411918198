"""Tokens of Better Auth's own `jwt()`: where they are accepted, and what their caller is."""

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from jwt_auth_bridge import (
    ConfigurationError,
    Principal,
    Revocations,
    SharedSecret,
    TokenInvalid,
    Verifier,
    base64url,
)
from jwt_auth_bridge.asgi import AuthBridge
from jwt_auth_bridge.jwks.public_key import PublicKey
from jwt_auth_bridge.postgres.identity import claims_text

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from .jwks.pairs import eddsa

ED = eddsa()
COMPATIBLE: Any = {"compatibility": "better-auth-jwt"}
RECORD = {"name": "Ann Example", "email": "ann@example.test", "image": None, "id": "ann"}
CLAIMS = {"iat": NOW, **RECORD, "sub": "ann", "exp": NOW + 900, "iss": ISSUER, "aud": ISSUER}
HEADER = '{"alg":"EdDSA","kid":"ed"}'
LINE = (
    "a token of an unmodified jwt() plugin was accepted: unset compatibility when this line has stayed away "
    "for 1020 seconds"
)


class Published:
    """A key set that has been fetched."""

    algorithms = frozenset({"EdDSA"})

    def keys_for(self, audience: str) -> Sequence[PublicKey]:  # noqa: ARG002
        return [PublicKey(ED.jwk)]

    def subscribe(self, listener: Callable[[], None]) -> None:
        pass

    async def find(self, kid: str) -> None:
        pass

    def is_due(self) -> bool:
        return False

    async def renew(self) -> None:
        pass


def token(header: str = HEADER, **changes: object) -> str:
    return signed(header, json.dumps(CLAIMS | changes))


def signed(*segments: str) -> str:
    signing_input = b".".join(base64url.encode(segment.encode()) for segment in segments)
    return (signing_input + b"." + base64url.encode(ED.sign(signing_input))).decode()


def verifier(clock: Clock | None = None, **settings: Any) -> Verifier:
    given = {"keys": Published(), **settings}
    return Verifier(issuer=ISSUER, audience=AUDIENCE, now=clock or Clock(), **given)


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER, "header_members: no typ, as Better Auth's own jwt() leaves it out: "),
        ('{"alg":"EdDSA","typ":"JWT","kid":"ed"}', "typ: JWT, as of Better Auth's own jwt(): "),
    ],
)
async def test_without_the_setting_it_is_refused_with_the_mend(header: str, reason: str) -> None:
    with pytest.raises(TokenInvalid) as refused:
        await verifier().verify(token(header))
    assert refused.value.reason == reason + "put jwtBridge() in its place, or set compatibility here"


async def test_an_api_that_has_the_secret_alone_tells_the_mend() -> None:
    with pytest.raises(TokenInvalid, match=r"put jwtBridge\(\) in its place"):
        await verifier(keys=SharedSecret(SECRET)).verify(token())


async def test_a_caller_has_a_user_and_neither_session_nor_scopes() -> None:
    verifying = verifier(**COMPATIBLE)
    header = f"Bearer {token(sid='s1', jti='j1')}"
    for _ in range(3):  # the last from memory
        caller = await verifying.verify_header(header)
        assert (caller.user_id, caller.issuer, caller.scopes) == ("ann", ISSUER, frozenset())
        assert not caller.has_session
        with pytest.raises(ConfigurationError, match="names no session"):
            _ = caller.session_id
        assert dict(caller.claims) == CLAIMS
        assert "Ann" not in repr(caller)
        assert json.loads(claims_text(caller)) == {"sub": "ann"}


async def test_claims_as_jwt_bridge_writes_them_make_no_session_either() -> None:
    """The quick reader of payloads is not for these tokens."""
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "ann",
        "sid": "s1",
        "jti": "j1",
        "iat": NOW,
        "exp": NOW + 900,
    }
    caller = await verifier(**COMPATIBLE).verify(signed(HEADER, json.dumps(claims, separators=(",", ":"))))
    assert not caller.has_session
    assert "sid" not in caller.claims


def test_a_caller_of_the_profile_has_a_session() -> None:
    assert Principal("ann", "s1", ISSUER, frozenset(), {}).has_session


async def test_they_are_counted_and_have_a_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "jwt_auth_bridge")
    clock = Clock()
    verifying = verifier(clock, **COMPATIBLE)
    unseen = {"last_seen": None, "latest_exp": None}
    assert verifying.metrics()["compatibility"] == unseen
    with pytest.raises(TokenInvalid):
        await verifying.verify(token(aud="other"))
    assert verifying.metrics()["compatibility"] == unseen
    for _ in range(120):
        await verifying.verify(token(iat=clock.now))
        clock.now += 1
    assert verifying.metrics()["compatibility"] == {"last_seen": NOW + 119, "latest_exp": NOW + 900}
    assert caplog.messages == [LINE, LINE]
    assert "compatibility" not in verifier().metrics()


@pytest.mark.parametrize("value", ["", "jwt", True])
def test_another_value_is_no_setting(value: object) -> None:
    with pytest.raises(ConfigurationError, match='compatibility is not "better-auth-jwt"'):
        verifier(compatibility=value)


def test_where_every_key_is_a_secrets_it_does_not_start() -> None:
    with pytest.raises(ConfigurationError, match="needs the public keys of the auth server"):
        verifier(keys=SharedSecret(SECRET), **COMPATIBLE)
    verifier(keys=[SharedSecret(SECRET), Published()], **COMPATIBLE)


def test_where_sign_outs_are_to_end_tokens_it_does_not_start() -> None:
    with pytest.raises(ConfigurationError, match="which name no session"):
        verifier(revocations=Revocations(), **COMPATIBLE)


def test_a_bridge_takes_it_by_hand_and_beside_the_environment() -> None:
    by_hand = AuthBridge(issuer=ISSUER, audience=AUDIENCE, keys=Published(), **COMPATIBLE)
    env = {"BETTER_AUTH_URL": ISSUER, "JWT_AUDIENCE": AUDIENCE, "JWT_JWKS_URL": f"{ISSUER}/api/auth/jwks"}
    for auth in (by_hand, AuthBridge.from_env(env, **COMPATIBLE)):
        assert "compatibility" in auth.verifier.metrics()
    assert "compatibility" not in AuthBridge.from_env(env).verifier.metrics()
    with pytest.raises(TypeError, match="belongs to the verifier"):
        AuthBridge(verifier=verifier(), **COMPATIBLE)
