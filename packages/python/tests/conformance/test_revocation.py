"""What was revoked is refused, in every language alike."""

from typing import Any

import pytest

from jwt_auth_bridge import AuthError, SharedSecret, TokenInvalid, Verifier
from jwt_auth_bridge.hmac_key import HmacKey
from jwt_auth_bridge.revocation.entry import parse_entry
from jwt_auth_bridge.revocation.feed_key import FeedKey
from jwt_auth_bridge.revocation.revocations import Revocations

from .vectors import each, load, verifier

POLICY = load("revocations")["policy"]


@each("entries")
def test_entries(vector: dict[str, Any]) -> None:
    """An entry is one of two shapes."""
    if vector["result"] == "valid":
        parse_entry(vector["entry"])
        return
    with pytest.raises(ValueError, match="entry of revocations"):
        parse_entry(vector["entry"])


@each("revocations")
async def test_revocations(vector: dict[str, Any]) -> None:
    """What is known when a token comes decides about it, after the token itself."""
    now = vector["now"] if vector["heard"] is None else vector["heard"]
    revocations = Revocations(
        when_stale=vector["when_stale"],
        max_staleness=vector["max_staleness"],
        clock=lambda: now,
        now=lambda: now,
    )
    for entry in vector["entries"]:
        revocations.add(parse_entry(entry))
    if vector["heard"] is not None:
        revocations.heard()
    now = vector["now"]
    checked = Verifier(
        issuer=POLICY["issuer"],
        audience=POLICY["audience"],
        leeway=POLICY["leeway"],
        keys=SharedSecret(POLICY["secrets"]),
        revocations=revocations,
        now=lambda: now,
    )
    if vector["result"] == "valid":
        principal = await checked.verify(vector["token"])
        assert (principal.user_id, principal.session_id) == (vector["user_id"], vector["session_id"])
        return
    with pytest.raises(AuthError) as refused:
        await checked.verify(vector["token"])
    assert (refused.value.code, refused.value.reason.split(":")[0]) == (vector["code"], vector["reason"])


@each("feed-keys")
def test_feed_keys(vector: dict[str, Any]) -> None:
    """A feed token is written letter by letter as in every language."""
    key = FeedKey(HmacKey(vector["kid"], bytes.fromhex(vector["key"])))
    written = key.sign(issuer=vector["issuer"], audience=vector["audience"], now=vector["now"])
    # The signature shows whether the key is the one that is derived.
    signing_input, _, signature = vector["token"].encode().rpartition(b".")
    given = HmacKey(vector["kid"], bytes.fromhex(vector["feed_key"]))
    is_signed = given.matches(signing_input, signature)
    assert (written == vector["token"] and is_signed) == (vector["result"] == "valid")


GOOD = [vector for vector in load("feed-tokens")["vectors"] if vector["result"] == "valid"]


@pytest.mark.parametrize("vector", GOOD, ids=lambda vector: vector["id"])
async def test_feed_tokens(vector: dict[str, Any]) -> None:
    """What opens the feed is no access token."""
    with pytest.raises(TokenInvalid, match="typ: not at"):
        await verifier(POLICY, vector["now"]).verify(vector["token"])
