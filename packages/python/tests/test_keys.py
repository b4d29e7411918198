"""HKDF against RFC 5869, and the value that the design works out."""

import pytest

from jwt_auth_bridge import ConfigurationError, DerivedKey
from jwt_auth_bridge.keys import derive_key, hkdf_sha256

from .conftest import SECRET


def test_rfc_5869_case_1() -> None:
    """The first 32 of the 42 bytes of appendix A.1: one block."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert hkdf_sha256(b"\x0b" * 22, salt, info, 32).hex() == expected


@pytest.mark.parametrize("length", [-1, 0, 33])
def test_one_block_only(length: int) -> None:
    with pytest.raises(ValueError, match="32"):
        hkdf_sha256(b"x", b"", b"", length)


def test_design() -> None:
    key = "cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"
    derived = derive_key(SECRET, "todo-api")
    assert derived.kid == "ASWbADaWCLA"
    (given,) = DerivedKey(f"ASWbADaWCLA:{key}").keys_for("todo-api")
    assert given.sign(b"message") == derived.sign(b"message")


@pytest.mark.parametrize(
    "text", ["", "k", "k:", ":" + "0" * 64, "k:" + "0" * 63, "k:" + "g" * 64, "k k:" + "0" * 64]
)
def test_derived_key(text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        DerivedKey(text)
    assert refused.value.code == "key_malformed"
