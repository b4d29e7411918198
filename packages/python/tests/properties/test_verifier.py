"""Whatever is sent: a caller, or a refusal, and nothing else."""

import base64
import hmac
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jwt_auth_bridge import AuthError
from jwt_auth_bridge.hmac_key import HmacKey

from ..conftest import ISSUER
from ..signed import CLAIMS, GOOD, VERIFIER, sign, verdict

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(alphabet=st.characters()) | st.text(alphabet="aA0-_.=+/ ", max_size=40))
async def test_any_text(text: str) -> None:
    assert await verdict(text) != "valid"


@given(st.binary() | st.none())
async def test_any_header(value: bytes | None) -> None:
    with pytest.raises(AuthError):
        await VERIFIER.verify_header(value)


@given(st.binary(max_size=2000))
@example(b"[" * 5900)
@example(b'{"a":' * 1100)
@example(b'{"exp":' + b"9" * 5000 + b"}")
@example(b'{"a":"\\ud800"}')
@example(b"\xef\xbb\xbf{}")
async def test_any_signed_bytes(payload: bytes) -> None:
    """Even under the right key."""
    assert await verdict(sign(payload)) != "valid"


@given(st.dictionaries(st.sampled_from([*CLAIMS, "nbf", "scope", "x"]), JSON_VALUES))
async def test_any_signed_claims(change: dict[str, object]) -> None:
    """Either refused with a word, or every required claim is of its kind."""
    claims = CLAIMS | change
    payload = json.dumps(claims).encode("utf-8", "surrogatepass")
    if await verdict(sign(payload)) == "valid":
        assert claims["iss"] == ISSUER
        assert claims["sub"]
        assert isinstance(claims["sub"], str)
        for name in ("iat", "exp"):
            assert isinstance(claims[name], (int, float))
            assert not isinstance(claims[name], bool)


@given(st.integers(0, len(GOOD) - 1), st.characters())
async def test_one_changed_character(position: int, character: str) -> None:
    if GOOD[position] != character:
        assert await verdict(GOOD[:position] + character + GOOD[position + 1 :]) != "valid"


@given(st.integers(0, len(GOOD) - 1))
async def test_every_truncation(length: int) -> None:
    assert await verdict(GOOD[:length]) != "valid"


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=9000))
def test_mac_is_hmac(secret: bytes, message: bytes) -> None:
    """The keyed states give what the standard library's hmac gives."""
    expected = base64.urlsafe_b64encode(hmac.digest(secret, message, "sha256")).rstrip(b"=")
    key = HmacKey("k", secret)
    assert key.sign(message) == expected
    assert key.matches(message, expected)
    assert not key.matches(message + b"x", expected)
