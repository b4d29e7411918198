"""HS256 keys, and how they are derived from the shared secret."""

import hashlib
import hmac

from . import base64url
from .audience import check_audience
from .secret import check_secret

_KEY_LENGTH = 32
_SALT = b"jwt-auth-bridge/v1"
_INNER_PAD = bytes(byte ^ 0x36 for byte in range(256))
_OUTER_PAD = bytes(byte ^ 0x5C for byte in range(256))


class HmacKey:
    """One HS256 key with its id. Shows nothing of itself but the id."""

    __slots__ = ("_inner", "_outer", "_secret", "kid")

    def __init__(self, kid: str, secret: bytes) -> None:
        if len(secret) != _KEY_LENGTH:
            raise ValueError(f"a key is {_KEY_LENGTH} bytes long")
        self.kid = kid
        self._secret = secret
        # RFC 2104 §4: both hashes are keyed once, and copied for each token. hmac.digest() sets OpenSSL up
        # anew on every call, and what hmac.new() gives is written in Python.
        block = secret.ljust(hashlib.sha256().block_size, b"\0")
        self._inner = hashlib.sha256(block.translate(_INNER_PAD))
        self._outer = hashlib.sha256(block.translate(_OUTER_PAD))

    def __repr__(self) -> str:
        return f"HmacKey(kid={self.kid!r})"

    @property
    def algorithm(self) -> str:
        """The one algorithm that it may be used with."""
        return "HS256"

    def sign(self, signing_input: bytes) -> bytes:
        """The signature segment for `header.payload`: canonical base64url of its HMAC-SHA256."""
        inner = self._inner.copy()
        inner.update(signing_input)
        outer = self._outer.copy()
        outer.update(inner.digest())
        return base64url.encode(outer.digest())

    def derive(self, info: bytes) -> bytes:
        """A key for something else. It follows from this one, and this one does not from it (RFC 5869)."""
        return hkdf_sha256(self._secret, _SALT, info, _KEY_LENGTH)

    def matches(self, signing_input: bytes, signature: bytes) -> bool:
        """Whether `signature` is the segment for this input, compared in constant time.

        Compared as text, so a second spelling of the same signature does not match either.
        """
        return hmac.compare_digest(self.sign(signing_input), signature)


def derive_key(secret: str, audience: str) -> HmacKey:
    """The HS256 key of one API (profile rules K2, K3). The audience is part of it: no API can use another's.

    :raises ConfigurationError: for an unusable secret or audience.
    """
    material = check_secret(secret).encode("utf-8")
    check_audience(audience)
    key = hkdf_sha256(material, _SALT, f"access-token/HS256/{audience}".encode(), _KEY_LENGTH)
    kid = hkdf_sha256(material, _SALT, f"key-id/HS256/{audience}".encode(), 8)
    return HmacKey(base64url.encode(kid).decode("ascii"), key)


def hkdf_sha256(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF (RFC 5869) with SHA-256, for at most one block: `length` <= 32."""
    if not 0 < length <= hashlib.sha256().digest_size:
        raise ValueError("length must be between 1 and 32")
    extracted = hmac.digest(salt, material, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")[:length]
