"""Every token and every header has the outcome written beside it."""

from typing import Any

import pytest

from jwt_auth_bridge import AuthError, TokenInvalid, TokenMissing, Verifier
from jwt_auth_bridge.bearer import read_bearer
from jwt_auth_bridge.jwks import RemoteJWKS

from ..jwks.key_server import serving
from .vectors import each, load, verifier

POLICY = load("tokens")["policy"]


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


@pytest.mark.parametrize(
    ("file", "settings"),
    [
        ("jwks-tokens", "jwks-tokens"),
        ("compatibility-tokens", "compatibility-tokens"),
        # What the setting is not about is judged with it as without.
        ("jwks-tokens", "compatibility-tokens"),
    ],
)
async def test_tokens_beside_a_key_set(file: str, settings: str) -> None:
    """No key of one source is of use with the algorithm of the other; the key set is fetched once for all."""
    policy = load(settings)["policy"]
    vectors = [each for each in load(file)["vectors"] if file == settings or "M1" not in each["rules"]]
    assert len(vectors) > 100
    async with serving(*policy["jwks"]["keys"]) as server:
        remote = RemoteJWKS(server.url)
        await remote.find("ed")  # has the set fetched
        given = {each["id"]: await verdict(verifier(policy, each["now"], remote), each) for each in vectors}
        remote.close()
    assert given == {each["id"]: expected(each) for each in vectors}


@each("tokens")
async def test_tokens(vector: dict[str, Any]) -> None:
    """One fault, one word."""
    assert await verdict(verifier(POLICY, vector["now"]), vector) == expected(vector)


async def verdict(verifying: Verifier, vector: dict[str, Any]) -> tuple[object, ...]:
    """Who the token speaks for, or why it does not."""
    try:
        caller = await verifying.verify(vector["token"])
    except AuthError as error:
        return error.code, error.reason.split(":")[0]
    return caller.user_id, caller.session_id if caller.has_session else None, caller.scopes


def expected(vector: dict[str, Any]) -> tuple[object, ...]:
    """The verdict beside the token."""
    if vector["result"] == "valid":
        return vector["user_id"], vector["session_id"], frozenset(vector["scopes"])
    return vector["code"], vector["reason"]
