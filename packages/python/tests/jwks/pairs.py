"""Key pairs of each algorithm, and tokens under them."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from jwt_auth_bridge import base64url
from jwt_auth_bridge.header import issued_segment

from ..signed import CLAIMS


class Pair(NamedTuple):
    """A JWK, and how to sign with its private half."""

    jwk: dict[str, Any]
    sign: Callable[[bytes], bytes]

    def token(self, *, claims: dict[str, Any] | None = None, header: dict[str, Any] | None = None) -> str:
        segment = (
            issued_segment(self.jwk["kid"], self.jwk["alg"])
            if header is None
            else base64url.encode(json.dumps(header).encode())
        )
        signing_input = segment + b"." + base64url.encode(json.dumps({**CLAIMS, **(claims or {})}).encode())
        return (signing_input + b"." + base64url.encode(self.sign(signing_input))).decode()


def number(value: int, length: int | None = None) -> str:
    return base64url.encode(value.to_bytes(length or (value.bit_length() + 7) // 8)).decode()


def eddsa(kid: str = "ed") -> Pair:
    private = ed25519.Ed25519PrivateKey.generate()
    x = base64url.encode(private.public_key().public_bytes_raw()).decode()
    return Pair({"kty": "OKP", "crv": "Ed25519", "x": x, "kid": kid, "alg": "EdDSA"}, private.sign)


def es256(kid: str = "es") -> Pair:
    private = ec.generate_private_key(ec.SECP256R1())
    numbers = private.public_key().public_numbers()

    def sign(message: bytes) -> bytes:
        r, s = decode_dss_signature(private.sign(message, ec.ECDSA(SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    x, y = number(numbers.x, 32), number(numbers.y, 32)
    return Pair({"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": kid, "alg": "ES256"}, sign)


def rs256(kid: str = "rs", bits: int = 2048, exponent: int = 65537) -> Pair:
    private = rsa.generate_private_key(exponent, bits)
    numbers = private.public_key().public_numbers()
    jwk = {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e), "kid": kid, "alg": "RS256"}
    return Pair(jwk, lambda message: private.sign(message, padding.PKCS1v15(), SHA256()))


PAIRS = {"EdDSA": eddsa(), "ES256": es256(), "RS256": rs256()}
