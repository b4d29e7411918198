"""The key of the feed of revocations, and what is signed with it."""

import pytest

from jwt_auth_bridge import DerivedKey, SharedSecret, TokenInvalid, Verifier
from jwt_auth_bridge.hmac_key import HmacKey, derive_key
from jwt_auth_bridge.revocation.feed_key import FeedKey

from ..conftest import AUDIENCE, ISSUER, SECRET

NOW = 1_750_000_000
# The same numbers as in packages/typescript/test/feed-key.test.ts.
KEY = "1ebfdbf89adb4ee687367ba57756113c16da35290375108e9210a708ff746dde"
DERIVED = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"
TOKEN = (
    "eyJhbGciOiJIUzI1NiIsInR5cCI6InJldm9jYXRpb25zK2p3dCIsImtpZCI6IkFTV2JBRGFXQ0xBIn0"
    ".eyJpc3MiOiJ0b2RvLWFwaSIsImF1ZCI6Imh0dHA6Ly9sb2NhbGhvc3Q6MzAwMCIsImlhdCI6MTc1MDAwMDAwMCwiZXhwIjoxNzUwMDAwMDYwfQ"
    ".Hw3ltNpFWF4071jVCJftbVm_Emo0v1Aq2-QtlCLA6Qs"
)


@pytest.mark.parametrize("source", [SharedSecret(SECRET), DerivedKey(DERIVED)])
def test_a_feed_token_is_written_letter_by_letter_as_in_other_languages(
    source: SharedSecret | DerivedKey,
) -> None:
    """From the secret, and from the derived key alone."""
    key = FeedKey(source.keys_for(AUDIENCE)[0])
    assert key.sign(issuer=ISSUER, audience=AUDIENCE, now=NOW + 0.9) == TOKEN


def test_the_key_is_what_other_languages_derive() -> None:
    signed = HmacKey("any", bytes.fromhex(KEY)).sign(TOKEN.rpartition(".")[0].encode())
    assert signed.decode() == TOKEN.rpartition(".")[2]


async def test_it_makes_no_access_token() -> None:
    token = FeedKey(derive_key(SECRET, AUDIENCE)).sign(issuer=ISSUER, audience=AUDIENCE, now=NOW)
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=lambda: NOW)
    with pytest.raises(TokenInvalid, match="typ: not at\\+jwt"):
        await verifier.verify(token)


def test_it_shows_nothing_of_itself_but_the_id() -> None:
    assert repr(FeedKey(derive_key(SECRET, AUDIENCE))) == "FeedKey(kid='ASWbADaWCLA')"
