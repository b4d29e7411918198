"""Which published keys are taken, and what each of them accepts."""

from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from jwt_auth_bridge import base64url
from jwt_auth_bridge.jwks.public_key import PublicKey, UnsuitableKeyError

from .pairs import PAIRS, Pair, eddsa, es256, rs256

MESSAGE = b"header.payload"


def without(jwk: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in jwk.items() if name not in names}


def why(jwk: dict[str, Any]) -> str:
    with pytest.raises(UnsuitableKeyError) as refused:
        PublicKey(jwk)
    return str(refused.value)


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_its_own_signature_and_no_other(pair: Pair) -> None:
    key = PublicKey(pair.jwk)
    signature = pair.sign(MESSAGE)
    assert key.algorithm == pair.jwk["alg"]
    assert key.matches(MESSAGE, base64url.encode(signature))
    assert not key.matches(MESSAGE + b"x", base64url.encode(signature))
    for other in (b"", signature[:-1], signature + b"\0", b"\0" * len(signature), signature[::-1]):
        assert not key.matches(MESSAGE, base64url.encode(other))
    for other_pair in (eddsa(), es256(), *(each for each in PAIRS.values() if each is not pair)):
        assert not key.matches(MESSAGE, base64url.encode(other_pair.sign(MESSAGE)))


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_a_signature_in_another_spelling(pair: Pair) -> None:
    key = PublicKey(pair.jwk)
    text = base64url.encode(pair.sign(MESSAGE))
    for other in (text + b"=", text + b"\n", b" " + text, text[:-1] + b"?", text.replace(b"_", b"/") + b"=="):
        assert not key.matches(MESSAGE, other)


def test_es256_takes_the_two_numbers_side_by_side_and_not_der() -> None:
    pair = es256()
    signature = pair.sign(MESSAGE)
    der = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    assert not PublicKey(pair.jwk).matches(MESSAGE, base64url.encode(der))


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_alg_use_and_key_ops_may_be_left_out_and_not_be_others(pair: Pair) -> None:
    bare = without(pair.jwk, "alg")
    assert PublicKey(bare).algorithm == pair.jwk["alg"]
    PublicKey({**bare, "use": "sig", "key_ops": ["verify"], "ext": True})
    for alg in ("HS256", "none", "RS512", "ES384", "", None, 1, "ES256K"):
        assert why({**bare, "alg": alg}) == "its alg is not the one of its kind"
    for use in ("enc", "", None):
        assert why({**bare, "use": use}) == "it is not for signatures"
    for operations in ([], ["sign"], ["encrypt"], "verify", None):
        assert why({**bare, "key_ops": operations}) == "it is not for verifying"


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_a_key_without_a_name(pair: Pair) -> None:
    for kid in ("", None, 5, ["k"]):
        assert why({**pair.jwk, "kid": kid}) == "it has no kid"
    assert why(without(pair.jwk, "kid")) == "it has no kid"


@pytest.mark.parametrize(
    "jwk",
    [
        {**PAIRS["EdDSA"].jwk, "d": "AAAA"},
        {**PAIRS["ES256"].jwk, "d": "AAAA"},
        {**PAIRS["RS256"].jwk, "p": "AAAA"},
        {"kty": "oct", "k": "AAAA", "kid": "k", "alg": "HS256"},
        {**PAIRS["EdDSA"].jwk, "k": "AAAA"},
    ],
)
def test_a_key_that_nobody_may_publish(jwk: dict[str, Any]) -> None:
    assert why(jwk) == "it is a private or a symmetric key, which nobody may publish"


@pytest.mark.parametrize(
    "change",
    [{"kty": "oct"}, {"kty": None}, {"kty": "okp"}, {"crv": "Ed448"}, {"crv": "X25519"}, {"crv": None}],
)
def test_another_kind_of_key(change: dict[str, Any]) -> None:
    assert why({**PAIRS["EdDSA"].jwk, **change}) == "it is no Ed25519, P-256 or RSA key"
    assert why({**PAIRS["ES256"].jwk, "crv": "P-384"}) == "it is no Ed25519, P-256 or RSA key"
    assert why({**PAIRS["ES256"].jwk, "crv": "secp256k1"}) == "it is no Ed25519, P-256 or RSA key"


def test_numbers_that_are_none() -> None:
    jwk = PAIRS["EdDSA"].jwk
    assert why({**jwk, "x": jwk["x"] + "="}) == "its x is not canonical base64url"
    assert why({**jwk, "x": "AAAA"}) == "its x is not 32 bytes long"
    assert why(without(jwk, "x")) == "it has no x"
    jwk = PAIRS["ES256"].jwk
    assert why({**jwk, "y": jwk["x"]}) == "its point is not on the curve"
    assert why(without(jwk, "y")) == "it has no y"


def test_rsa_keys_that_are_too_weak_or_too_slow() -> None:
    assert why(rs256(bits=1024).jwk) == "it has 1024 bits, not 2048 to 8192"
    assert why({**PAIRS["RS256"].jwk, "n": base64url.encode(b"\xff" * 2000).decode()}).startswith(
        "it has 16000"
    )
    for exponent in (b"\x01", b"\x03", b"\x01\x00\x00", b"\xff" * 9):
        jwk = {**PAIRS["RS256"].jwk, "e": base64url.encode(exponent).decode()}
        assert why(jwk) == "its exponent is not an odd number of at least 65537"


def test_it_shows_nothing_but_its_name() -> None:
    assert repr(PublicKey(PAIRS["EdDSA"].jwk)) == "PublicKey(kid='ed', algorithm='EdDSA')"


@pytest.mark.parametrize("sign", [0, 0x80])
@pytest.mark.parametrize(
    "y",
    [
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        *(first + "ff" * 30 + "7f" for first in ("ec", "ed", "ee")),
    ],
)
def test_a_point_of_low_order_is_none_in_every_spelling(y: str, sign: int) -> None:
    point = bytearray.fromhex(y)
    point[31] |= sign
    x = base64url.encode(bytes(point)).decode()
    with pytest.raises(UnsuitableKeyError, match="its point is of low order"):
        PublicKey({**PAIRS["EdDSA"].jwk, "x": x})


@pytest.mark.parametrize("kid", ["k" * 65, "a b", 'a","x":"b', "a\nb", "k\n", "ä"])
def test_a_name_that_no_log_takes(kid: str) -> None:
    with pytest.raises(UnsuitableKeyError, match="its kid is too long, or of other characters"):
        PublicKey({**PAIRS["EdDSA"].jwk, "kid": kid})


@pytest.mark.parametrize("kid", ["k" * 64, "a.b_c:d/e+f=g-h"])
def test_a_name_that_a_log_takes(kid: str) -> None:
    assert PublicKey({**PAIRS["EdDSA"].jwk, "kid": kid}).kid == kid
