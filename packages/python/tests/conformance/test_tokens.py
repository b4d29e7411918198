"""Every token and every header has the outcome written beside it."""

from typing import Any

import pytest

from jwt_auth_bridge import AuthError, TokenInvalid, TokenMissing, Verifier
from jwt_auth_bridge.bearer import read_bearer
from jwt_auth_bridge.jwks import RemoteJWKS

from ..jwks.key_server import serving
from .vectors import each, load, verifier

POLICY = load("tokens")["policy"]
BOTH = load("jwks-tokens")["policy"]


@each("bearer")
def test_bearer(vector: dict[str, Any]) -> None:
    """One header holds one token, or is refused with its word."""
    header = vector["header"]
    value = None if header is None else header.encode("utf-8")
    if vector["result"] == "valid":
        assert read_bearer(value) == vector["token"].encode()
        return
    with pytest.raises((TokenMissing, TokenInvalid)) as refused:
        read_bearer(value)
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])


@each("tokens")
async def test_tokens(vector: dict[str, Any]) -> None:
    """One fault, one word."""
    await check(verifier(POLICY, vector["now"]), vector)


@each("jwks-tokens")
async def test_tokens_beside_a_key_set(vector: dict[str, Any]) -> None:
    """No key of one source is of use with the algorithm of the other."""
    async with serving(*BOTH["jwks"]["keys"]) as server:
        remote = RemoteJWKS(server.url)
        await remote.find("ed")  # has the set fetched
        await check(verifier(BOTH, vector["now"], remote), vector)
        remote.close()


async def check(verifying: Verifier, vector: dict[str, Any]) -> None:
    """The verdict is the one beside the token."""
    if vector["result"] == "valid":
        principal = await verifying.verify(vector["token"])
        assert principal.user_id == vector["user_id"]
        assert principal.session_id == vector["session_id"]
        assert principal.scopes == frozenset(vector["scopes"])
        return
    with pytest.raises(AuthError) as refused:
        await verifying.verify(vector["token"])
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])
