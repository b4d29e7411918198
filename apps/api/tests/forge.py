"""Tokens that must be refused, and the good one they differ from, made without the library under test."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def derive(secret: str, info: str, length: int) -> bytes:
    """HKDF-SHA256 (RFC 5869) as profile v1 uses it, for up to one block."""
    pseudorandom = hmac.digest(b"jwt-auth-bridge/v1", secret.encode(), "sha256")
    return hmac.digest(pseudorandom, info.encode() + b"\x01", "sha256")[:length]


def key(secret: str, audience: str) -> bytes:
    """The key of this API's tokens."""
    return derive(secret, f"access-token/HS256/{audience}", 32)


def kid(secret: str, audience: str) -> str:
    """The id of that key."""
    return encode(derive(secret, f"key-id/HS256/{audience}", 8))


def sign(
    header: Mapping[str, Any], claims: Mapping[str, Any], secret: bytes, digest: str | None = "sha256"
) -> str:
    """A compact JWS; without a digest its signature is empty."""
    segments = [encode(json.dumps(part, separators=(",", ":")).encode()) for part in (header, claims)]
    signing_input = ".".join(segments)
    signature = "" if digest is None else encode(hmac.new(secret, signing_input.encode(), digest).digest())
    return f"{signing_input}.{signature}"
