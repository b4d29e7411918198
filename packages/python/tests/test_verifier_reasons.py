"""The whole sentence of each refusal that the verifier makes itself."""

from collections.abc import Callable

import pytest

from jwt_auth_bridge import TokenInvalid
from jwt_auth_bridge.hmac_key import derive_key

from .conftest import AUDIENCE, SECRET
from .signed import GOOD, KEY, VERIFIER, sign

Token = Callable[..., str]


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b'{"a":1,"a":1}', "payload_duplicate: a member name is repeated"),
        (b'{"exp":1e400}', "claim_type: a number is not finite"),
        *(
            (payload, "payload_json: the payload is not a JSON object that every parser reads alike")
            for payload in (b"[]", b"{", b'{"a":"\\ud800"}', b"\xff")
        ),
    ],
)
async def test_whole_sentence_for_a_payload(payload: bytes, reason: str) -> None:
    with pytest.raises(TokenInvalid) as refused:
        await VERIFIER.verify(sign(payload))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("options", "mend"),
    [
        (
            {"secret": "another-secret-of-enough-length-0123"},
            "the secrets differ, set the same BETTER_AUTH_SECRET on both sides",
        ),
        ({"audience": "billing-api"}, "the audiences differ, set the same JWT_AUDIENCE on both sides"),
    ],
)
async def test_whole_sentence_for_an_unknown_key(token: Token, options: dict[str, str], mend: str) -> None:
    theirs = derive_key(options.get("secret", SECRET), options.get("audience", AUDIENCE)).kid
    with pytest.raises(TokenInvalid) as refused:
        await VERIFIER.verify(token("alice", **options))
    expected = f"kid_unknown: signed with {theirs}, this API accepts {KEY.kid}: {mend}"
    assert refused.value.reason == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\ud800", "grammar: not three segments of canonical base64url"),
        ("é.é.é", "grammar: not three segments of canonical base64url"),
        (GOOD + ".", "grammar: not three segments of canonical base64url"),
        (GOOD + "=", "grammar: not three segments of canonical base64url"),
        (GOOD.replace(".", ".AAAA.", 1), "grammar: not three segments of canonical base64url"),
        ("\U0001f4a5" * 2049, "too_long: more than 8192 bytes"),
        (GOOD[:-4] + "AAAA", f"signature: not made with key {KEY.kid}"),
    ],
)
async def test_whole_sentence_for_a_text(text: str, reason: str) -> None:
    with pytest.raises(TokenInvalid) as refused:
        await VERIFIER.verify(text)
    assert refused.value.reason == reason
