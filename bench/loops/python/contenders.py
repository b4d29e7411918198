"""HS256 verification: the bridge and its peers, each set up once and as its documentation says.

All are asked for the same: HS256 alone, issuer, audience, expiry, issue time, and the claims that profile v1
requires to be there. Only the bridge checks the rest of the profile.
"""

import base64
import hmac
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from authlib.jose import JsonWebToken
from joserfc import jwt as joserfc_jwt
from joserfc.jwk import OctKey
from jwt_auth_bridge import SharedSecret, Verifier

ISSUER = os.environ["BETTER_AUTH_URL"]
AUDIENCE = os.environ["JWT_AUDIENCE"]
KEY = bytes.fromhex(os.environ["BENCH_KEY"])
LEEWAY = 5
REQUIRED = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to verify a token."""

    name: str
    verify: Callable[[Any], object]
    """Gives the claims or the caller, as an awaitable where `awaited`; raises for a bad token."""
    awaited: bool = False
    prepare: Callable[[str], Any] = str
    """Makes the input of `verify`, before the clock runs."""
    seen: bool = False
    """Whether it is given the same tokens in each round: what a memory of verified ones is worth."""


def floor() -> Contender:
    """One HMAC, one base64 decoding, one JSON parse, each by the usual call. It decides nothing."""

    def prepare(token: str) -> tuple[bytes, bytes]:
        signing_input, _, _ = token.encode().rpartition(b".")
        return signing_input, signing_input.partition(b".")[2] + b"=="

    def verify(prepared: tuple[bytes, bytes]) -> object:
        signing_input, payload = prepared
        hmac.digest(KEY, signing_input, "sha256")
        return json.loads(base64.urlsafe_b64decode(payload))

    return Contender("floor", verify, prepare=prepare)


def verifier() -> Verifier:
    keys = SharedSecret(os.environ["BETTER_AUTH_SECRET"])
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys, leeway=LEEWAY)


def bridge() -> Contender:
    return Contender("bridge", verifier().verify, awaited=True)


def bridge_seen() -> Contender:
    def prepare(token: str) -> bytes:
        return b"Bearer " + token.encode()

    return Contender("bridge-seen", verifier().verify_header, awaited=True, prepare=prepare, seen=True)


def pyjwt() -> Contender:
    def verify(token: str) -> object:
        return jwt.decode(
            token,
            KEY,
            algorithms=["HS256"],
            audience=AUDIENCE,
            issuer=ISSUER,
            leeway=LEEWAY,
            options={"require": REQUIRED},
        )

    return Contender("pyjwt", verify)


def joserfc() -> Contender:
    key = OctKey.import_key(KEY)
    present = joserfc_jwt.ClaimsOption(essential=True)
    registry = joserfc_jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": ISSUER},
        aud={"essential": True, "value": AUDIENCE},
        sub=present,
        sid=present,
        jti=present,
        iat=present,
        exp=present,
    )

    def verify(token: str) -> object:
        claims = joserfc_jwt.decode(token, key, algorithms=["HS256"]).claims
        registry.validate(claims)
        return claims

    return Contender("joserfc", verify)


def authlib() -> Contender:
    """Its older JWT module, which its documentation still shows; the newer one is joserfc."""
    json_web_token = JsonWebToken(["HS256"])
    present = {"essential": True}
    options = {
        "iss": {"essential": True, "value": ISSUER},
        "aud": {"essential": True, "value": AUDIENCE},
        **dict.fromkeys(["sub", "sid", "jti", "iat", "exp"], present),
    }

    def verify(token: str) -> object:
        claims = json_web_token.decode(token, KEY, claims_options=options)
        claims.validate(leeway=LEEWAY)
        return claims

    return Contender("authlib", verify)
