"""A public key of a key set, and the one algorithm that it may be used with (RFC 8725 §3.1)."""

import re
from collections.abc import Callable
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from .. import base64url

_COORDINATE = 32
"""Bytes of an Ed25519 key, and of each coordinate of P-256."""
_RSA_BITS = range(2048, 8193)
"""Shorter ones can be broken (RFC 7518 §3.3); longer ones take long to check."""
_LEAST_EXPONENT = 65537
_KID = re.compile(r"[A-Za-z0-9._:/+=-]{1,64}")
"""It stands in the header segment that is looked for, and in the log."""
_LOW_ORDER = frozenset(
    bytes.fromhex(y)
    for y in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""Under one of these points everything is signed (RFC 8032 §5.1.7): their y, lowest byte first."""

Check = Callable[[bytes, bytes], None]
"""Raises InvalidSignature unless the signature is this message's."""


class UnsuitableKeyError(ValueError):
    """A key that is not for us, or not fit for use. The message says why, without anything of the key."""


class PublicKey:
    """Checks signatures. Made from a JWK (RFC 7517) that the key set publishes."""

    __slots__ = ("_check", "algorithm", "kid", "thumbprint")

    def __init__(self, jwk: dict[str, object]) -> None:
        """Take the key in.

        :raises UnsuitableKeyError: for a private or symmetric key, for one that does not sign or has no id,
            and for one that is not exactly what EdDSA (Ed25519), ES256 or RS256 takes.
        """
        self.kid = _text(jwk, "kid")
        if not _KID.fullmatch(self.kid):
            raise UnsuitableKeyError("its kid is too long, or of other characters")
        if {"d", "k", "p", "q"} & jwk.keys():
            raise UnsuitableKeyError("it is a private or a symmetric key, which nobody may publish")
        if jwk.get("use", "sig") != "sig":
            raise UnsuitableKeyError("it is not for signatures")
        operations = jwk.get("key_ops", ["verify"])
        if not isinstance(operations, list) or "verify" not in cast("list[object]", operations):
            raise UnsuitableKeyError("it is not for verifying")
        self.algorithm, self._check, self.thumbprint = _read(jwk)
        if jwk.get("alg", self.algorithm) != self.algorithm:
            raise UnsuitableKeyError("its alg is not the one of its kind")

    def __repr__(self) -> str:
        return f"PublicKey(kid={self.kid!r}, algorithm={self.algorithm!r})"

    def matches(self, signing_input: bytes, signature: bytes) -> bool:
        """Whether `signature` is canonical base64url of a signature of this input."""
        try:
            self._check(base64url.decode(signature), signing_input)
        except (InvalidSignature, ValueError):
            return False
        return True


def _read(jwk: dict[str, object]) -> tuple[str, Check, tuple[object, ...]]:
    match jwk.get("kty"), jwk.get("crv"):
        case "OKP", "Ed25519":
            return _ed25519(_bytes(jwk, "x", _COORDINATE))
        case "EC", "P-256":
            return _p256(_bytes(jwk, "x", _COORDINATE), _bytes(jwk, "y", _COORDINATE))
        case "RSA", None:
            return _rsa(_bytes(jwk, "n"), _bytes(jwk, "e"))
        case _:
            raise UnsuitableKeyError("it is no Ed25519, P-256 or RSA key")


def _ed25519(point: bytes) -> tuple[str, Check, tuple[object, ...]]:
    # The highest bit is the sign of x.
    if point[:-1] + bytes([point[-1] & 0x7F]) in _LOW_ORDER:
        raise UnsuitableKeyError("its point is of low order")
    return "EdDSA", Ed25519PublicKey.from_public_bytes(point).verify, ("Ed25519", point)


def _p256(x: bytes, y: bytes) -> tuple[str, Check, tuple[object, ...]]:
    numbers = EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), SECP256R1())
    try:
        key = numbers.public_key()
    except ValueError:
        raise UnsuitableKeyError("its point is not on the curve") from None

    def check(signature: bytes, message: bytes) -> None:
        # RFC 7518 §3.4: the two numbers side by side.
        if len(signature) != 2 * _COORDINATE:
            raise InvalidSignature
        r, s = int.from_bytes(signature[:_COORDINATE]), int.from_bytes(signature[_COORDINATE:])
        key.verify(encode_dss_signature(r, s), message, ECDSA(SHA256()))

    return "ES256", check, ("P-256", x, y)


def _rsa(n: bytes, e: bytes) -> tuple[str, Check, tuple[object, ...]]:
    modulus, exponent = int.from_bytes(n), int.from_bytes(e)
    if modulus.bit_length() not in _RSA_BITS:
        raise UnsuitableKeyError(f"it has {modulus.bit_length()} bits, not {_RSA_BITS[0]} to {_RSA_BITS[-1]}")
    if exponent < _LEAST_EXPONENT or exponent % 2 == 0 or exponent.bit_length() > 33:
        raise UnsuitableKeyError("its exponent is not an odd number of at least 65537")
    try:
        key = RSAPublicNumbers(exponent, modulus).public_key()
    except ValueError:
        raise UnsuitableKeyError("its numbers are no RSA key") from None

    def check(signature: bytes, message: bytes) -> None:
        key.verify(signature, message, PKCS1v15(), SHA256())

    return "RS256", check, ("RSA", n, e)


def _text(jwk: dict[str, object], name: str) -> str:
    value = jwk.get(name)
    if not isinstance(value, str) or not value:
        raise UnsuitableKeyError(f"it has no {name}")
    return value


def _bytes(jwk: dict[str, object], name: str, length: int | None = None) -> bytes:
    text = _text(jwk, name)
    try:
        value = base64url.decode(text.encode())
    except ValueError:
        raise UnsuitableKeyError(f"its {name} is not canonical base64url") from None
    if length is not None and len(value) != length:
        raise UnsuitableKeyError(f"its {name} is not {length} bytes long")
    return value
