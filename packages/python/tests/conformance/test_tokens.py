"""Every token and every header has the outcome written beside it."""

from typing import Any

import pytest

from jwt_auth_bridge import AuthError, TokenInvalid, TokenMissing
from jwt_auth_bridge.bearer import read_bearer

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


@each("tokens")
async def test_tokens(vector: dict[str, Any]) -> None:
    """One fault, one word."""
    if vector["result"] == "valid":
        principal = await verifier(POLICY, vector["now"]).verify(vector["token"])
        assert principal.user_id == vector["user_id"]
        assert principal.session_id == vector["session_id"]
        assert principal.scopes == frozenset(vector["scopes"])
        return
    with pytest.raises(AuthError) as refused:
        await verifier(POLICY, vector["now"]).verify(vector["token"])
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])
