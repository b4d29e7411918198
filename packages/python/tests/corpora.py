"""The rows of conformance/corpora. Its README says what the fields and the lists mean."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    SECP521R1,
    EllipticCurvePublicNumbers,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

Row = dict[str, Any]

_FOLDER = Path(__file__).parents[3] / "conformance" / "corpora"
ROWS: list[Row] = [json.loads(line) for line in (_FOLDER / "jws_cases.jsonl").read_text("utf-8").splitlines()]
LEVELS: dict[str, Any] = json.loads((_FOLDER / "levels.json").read_text("utf-8"))
_CURVES = {"P-256": SECP256R1(), "P-384": SECP384R1(), "P-521": SECP521R1()}


def shared_keys(row: Row) -> list[bytes]:
    """The HMAC keys of a row, none for a public key."""
    if row["key"]["type"] == "oct_b64u":
        return [_decode(row["key"]["value"])]
    return [_decode(key["k"]) for key in _web_keys(row) if "k" in key]


def confused_keys(row: Row) -> list[bytes]:
    """What somebody could take for an HMAC key in a public one: its text, its DER, its raw numbers."""
    kind, value = row["key"]["type"], row["key"]["value"]
    if kind == "ssh":
        return [value.encode(), value.encode() + b"\n"]
    if kind == "pem":
        return [value.encode(), *_encodings(load_pem_public_key(value.encode()))]
    public = [key for key in _web_keys(row) if "k" not in key]
    numbers = [_decode(key[name]) for key in public for name in ("n", "x", "y") if name in key]
    return numbers + [text for key in public for text in _encodings(_public_key(key))]


def equal_of_32_bytes(key: bytes) -> bytes | None:
    """The key of 32 bytes that gives the same HMAC-SHA256 (RFC 2104 §2), where there is one."""
    if 32 < len(key) <= 64:
        return None
    return key.ljust(32, b"\0") if len(key) <= 32 else hashlib.sha256(key).digest()


def _web_keys(row: Row) -> list[dict[str, str]]:
    kind, value = row["key"]["type"], row["key"]["value"]
    if kind == "jwks":
        return list(value["keys"])
    return [value] if kind == "jwk" else []


def _public_key(key: dict[str, str]) -> PublicKeyTypes | None:
    """None for a kind that is none, and for what is no point of its curve."""
    number = {name: int.from_bytes(_decode(key[name])) for name in ("n", "e", "x", "y") if name in key}
    try:
        if key["kty"] == "RSA":
            return RSAPublicNumbers(number["e"], number["n"]).public_key()
        if key["kty"] == "OKP":
            return Ed25519PublicKey.from_public_bytes(_decode(key["x"]))
        return EllipticCurvePublicNumbers(number["x"], number["y"], _CURVES[key["crv"]]).public_key()
    except (KeyError, ValueError):
        return None


def _encodings(key: PublicKeyTypes | None) -> list[bytes]:
    if key is None:
        return []
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return [pem, pem.rstrip(), key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)]


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
