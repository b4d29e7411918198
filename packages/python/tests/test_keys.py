"""HKDF against RFC 5869, and the value that the design works out."""

from typing import Any

import pytest

from jwt_auth_bridge import ConfigurationError, DerivedKey, SharedSecret
from jwt_auth_bridge.audience import check_audience
from jwt_auth_bridge.hmac_key import HmacKey, derive_key, hkdf_sha256

from .conftest import SECRET


def test_rfc_5869_case_1() -> None:
    """The first 32 of the 42 bytes of appendix A.1: one block."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert hkdf_sha256(b"\x0b" * 22, salt, info, 32).hex() == expected


@pytest.mark.parametrize("length", [-1, 0, 33])
def test_one_block_only(length: int) -> None:
    with pytest.raises(ValueError, match=r"^length must be between 1 and 32$"):
        hkdf_sha256(b"x", b"", b"", length)


@pytest.mark.parametrize("length", [1, 8, 32])
def test_the_start_of_the_block(length: int) -> None:
    assert hkdf_sha256(b"x", b"s", b"i", length) == hkdf_sha256(b"x", b"s", b"i", 32)[:length]


def test_design() -> None:
    key = "cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"
    derived = derive_key(SECRET, "todo-api")
    assert derived.kid == "ASWbADaWCLA"
    (given,) = DerivedKey(f"ASWbADaWCLA:{key}").keys_for("todo-api")
    assert given.sign(b"message") == derived.sign(b"message")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "k",
        "k:",
        ":" + "0" * 64,
        "k:" + "0" * 63,
        "k:" + "g" * 64,
        "k k:" + "0" * 64,
        "k" * 65 + ":" + "0" * 64,
        None,
    ],
)
def test_derived_key(text: Any) -> None:
    with pytest.raises(ConfigurationError) as refused:
        DerivedKey(text)
    assert refused.value.code == "key_malformed"
    mend = "is not <kid>:<64 hexadecimal digits>. Print it: npx jwt-auth-bridge key --audience <name>"
    assert str(refused.value) == f"The derived key {mend}"
    with pytest.raises(ConfigurationError) as refused:
        DerivedKey(text, name="JWT_BRIDGE_KEY")
    assert str(refused.value) == f"JWT_BRIDGE_KEY {mend}"


@pytest.mark.parametrize("kid", ["k", "A-z_9", "k" * 64])
def test_derived_key_has_its_kid(kid: str) -> None:
    (key,) = DerivedKey(f"{kid}:{'aB' * 32}").keys_for("anything")
    assert key.kid == kid
    assert key.sign(b"x") == HmacKey("other", b"\xab" * 32).sign(b"x")


def test_signature() -> None:
    """The second of RFC 4231's cases is under a short key: filled up with zeros it is the same."""
    key = HmacKey("k", b"Jefe".ljust(32, b"\0"))
    signature = b"W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM"
    assert key.sign(b"what do ya want for nothing?") == signature
    assert key.matches(b"what do ya want for nothing?", signature)
    assert not key.matches(b"what do ya want for nothing", signature)
    for other in (b"", signature[:-1], signature + b"A", signature + b"=", signature.lower()):
        assert not key.matches(b"what do ya want for nothing?", other)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_key_is_32_bytes_long(length: int) -> None:
    with pytest.raises(ValueError, match=r"^a key is 32 bytes long$"):
        HmacKey("k", b"x" * length)


def test_shared_secret_gives_a_key_for_each_secret() -> None:
    other = "an-older-secret-that-is-still-accepted-9876543210"
    first, second = derive_key(SECRET, "todo-api").kid, derive_key(other, "todo-api").kid
    assert [key.kid for key in SharedSecret(SECRET).keys_for("todo-api")] == [first]
    assert [key.kid for key in SharedSecret([SECRET, other]).keys_for("todo-api")] == [first, second]
    assert [key.kid for key in SharedSecret((other, SECRET)).keys_for("todo-api")] == [second, first]


@pytest.mark.parametrize("secrets", ["", [], [""], [SECRET, ""], None, 7, b"x" * 32, [None]])
def test_a_missing_secret(secrets: Any) -> None:
    with pytest.raises(ConfigurationError) as refused:
        SharedSecret(secrets)
    assert refused.value.code == "secret_missing"


def test_what_is_shown() -> None:
    """A key id at most."""
    derived = DerivedKey(f"k:{'ab' * 32}")
    assert repr(SharedSecret(SECRET)) == "SharedSecret(...)"
    assert repr(derived) == "DerivedKey(kid='k')"
    assert repr(derived.keys_for("x")[0]) == "HmacKey(kid='k')"


def test_a_key_derived_from_nothing_usable() -> None:
    for secret, audience, code in (("weak", "todo-api", "secret_short"), (SECRET, "", "setting_missing")):
        with pytest.raises(ConfigurationError) as refused:
            derive_key(secret, audience)
        assert refused.value.code == code


@pytest.mark.parametrize("name", ["todo-api", "a", "x" * 255, "x" + "é" * 127, "tâches \U0001f4a5"])
def test_audience(name: str) -> None:
    assert check_audience(name) == name


@pytest.mark.parametrize(
    ("value", "code", "sentence"),
    [
        *(
            (value, "setting_missing", "is not set. Give the name of your API, such as todo-api")
            for value in ("", None, 7)
        ),
        *(
            (
                value,
                "setting_invalid",
                "is not a name. Use 1 to 255 bytes without control characters, such as todo-api",
            )
            for value in ("x" * 256, "é" * 128, "a\nb", "\x85", "a\ud800")
        ),
    ],
)
def test_no_audience(value: object, code: str, sentence: str) -> None:
    for arguments, name in (((), "The audience"), (("JWT_AUDIENCE",), "JWT_AUDIENCE")):
        with pytest.raises(ConfigurationError) as refused:
            check_audience(value, *arguments)
        assert (refused.value.code, str(refused.value)) == (code, f"{name} {sentence}")
