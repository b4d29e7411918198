"""The tokens that an app's own tests make: good ones, and ones with any one fault."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Any

import pytest

from jwt_auth_bridge import TokenInvalid, Verifier
from jwt_auth_bridge.testing import ABSENT

Token = Callable[..., str]


def segments(token: str) -> list[dict[str, Any]]:
    header, payload, _ = token.split(".")
    return [json.loads(urlsafe_b64decode(segment + "==")) for segment in (header, payload)]


async def test_a_token_is_good_unless_told_otherwise(verifier: Verifier, token: Token) -> None:
    caller = await verifier.verify(token("alice", session_id="session-a", claims={"scope": "tasks:read"}))
    assert (caller.user_id, caller.session_id, caller.scopes) == (
        "alice",
        "session-a",
        frozenset({"tasks:read"}),
    )


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "sid", "jti", "iat", "exp"])
async def test_a_claim_is_taken_away(verifier: Verifier, token: Token, name: str) -> None:
    text = token("alice", claims={name: ABSENT})
    assert segments(text)[1].keys() == segments(token("alice"))[1].keys() - {name}
    with pytest.raises(TokenInvalid) as refused:
        await verifier.verify(text)
    assert refused.value.reason == f"claim_missing: {name}"


@pytest.mark.parametrize("name", ["alg", "typ", "kid"])
async def test_a_header_member_is_taken_away(verifier: Verifier, token: Token, name: str) -> None:
    text = token("alice", header={name: ABSENT})
    assert segments(text)[0].keys() == {"alg", "typ", "kid"} - {name}
    with pytest.raises(TokenInvalid, match="header"):
        await verifier.verify(text)
