"""Every vector of the contract has the outcome written beside it. No vectors, no pass."""

import json
from pathlib import Path
from typing import Any

import pytest

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    DerivedKey,
    SharedSecret,
    TokenInvalid,
    TokenMissing,
    Verifier,
)
from jwt_auth_bridge.bearer import read_bearer
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.keys import derive_key
from jwt_auth_bridge.origin import origin_of
from jwt_auth_bridge.secret import check_secret

VECTORS = Path(__file__).parents[3] / "conformance" / "vectors"


def load(name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    assert document["vectors"], f"{name}.json holds no vectors"
    return document


def each(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("vector", load(name)["vectors"], ids=lambda vector: vector["id"])


TOKENS = load("tokens")


@each("keys")
def test_keys(vector: dict[str, Any]) -> None:
    """The derived key, its id and the header segment are the issuer's."""
    if vector["result"] == "invalid":
        with pytest.raises(ConfigurationError) as refused:
            derive_key(vector["secret"], vector["audience"])
        assert refused.value.code == vector["code"]
        return
    key = derive_key(vector["secret"], vector["audience"])
    assert key.kid == vector["kid"]
    assert issued_segment(key.kid).decode() == vector["header"]
    given = DerivedKey(f"{vector['kid']}:{vector['key']}").keys_for(vector["audience"])[0]
    assert given.sign(b"x") == key.sign(b"x")


@each("secrets")
def test_secrets(vector: dict[str, Any]) -> None:
    """A secret is refused for the same reason on both sides."""
    if vector["result"] == "valid":
        assert check_secret(vector["secret"]) == vector["secret"]
        return
    with pytest.raises(ConfigurationError) as refused:
        check_secret(vector["secret"])
    assert refused.value.code == vector["code"]


@each("issuers")
def test_issuers(vector: dict[str, Any]) -> None:
    """One URL means one issuer."""
    if vector["result"] == "valid":
        assert origin_of(vector["url"]) == vector["issuer"]
        return
    with pytest.raises(ConfigurationError):
        origin_of(vector["url"])


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


@pytest.mark.parametrize("vector", TOKENS["vectors"], ids=lambda vector: vector["id"])
async def test_tokens(vector: dict[str, Any]) -> None:
    """One fault, one word."""
    policy = TOKENS["policy"]
    verifier = Verifier(
        issuer=policy["issuer"],
        audience=policy["audience"],
        leeway=policy["leeway"],
        keys=SharedSecret(policy["secrets"]),
        now=lambda: float(vector["now"]),
    )
    if vector["result"] == "valid":
        principal = await verifier.verify(vector["token"])
        assert principal.user_id == vector["user_id"]
        assert principal.session_id == vector["session_id"]
        assert principal.scopes == frozenset(vector["scopes"])
        return
    with pytest.raises(AuthError) as refused:
        await verifier.verify(vector["token"])
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])
