"""The claims of profile v1, checked against a policy. Pure: no clock, no I/O."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from .errors import TokenExpired, TokenInvalid

MAX_LIFETIME = 3600
"""Seconds between `iat` and `exp` that a verifier admits."""
MAX_TEXT = 255
"""Characters of `sub`, `sid` and `jti`."""
_MAX_NUMBER = 2**53
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_REQUIRED = ("iss", "aud", "sub", "sid", "jti", "iat", "exp")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a verifier demands. `leeway` is in seconds."""

    issuer: str
    audience: str
    leeway: int


def check_claims(claims: Mapping[str, object], policy: Policy, now: float) -> tuple[str, str, frozenset[str]]:
    """Check a claims set whose signature is already verified.

    :param now: seconds since the epoch.
    :returns: `sub`, `sid` and the scopes.
    :raises TokenExpired: when expiry is its only fault.
    :raises TokenInvalid: for every other fault.
    """
    try:
        issuer, audience = claims["iss"], claims["aud"]
        user_id, session_id, token_id = claims["sub"], claims["sid"], claims["jti"]
        issued, expires = claims["iat"], claims["exp"]
    except KeyError:
        _missing(claims)
    user = _text("sub", user_id)
    session = _text("sid", session_id)
    _text("jti", token_id)
    iat = _number("iat", issued)
    exp = _number("exp", expires)
    if issuer != policy.issuer:
        if not isinstance(issuer, str):
            raise TokenInvalid("claim_type: iss is not a string")
        raise TokenInvalid("iss: the issuer is not the configured one")
    if audience != policy.audience:
        _check_audience_list(audience, policy.audience)
    if not 0 < exp - iat <= MAX_LIFETIME:
        raise TokenInvalid(f"lifetime: exp is not within {MAX_LIFETIME} s after iat")
    latest = now + policy.leeway
    if iat > latest:
        raise TokenInvalid("not_yet: iat is in the future")
    if "nbf" in claims and _number("nbf", claims["nbf"]) > latest:
        raise TokenInvalid("not_yet: nbf is in the future")
    scopes = _scopes(claims["scope"]) if "scope" in claims else _NO_SCOPES
    if now >= exp + policy.leeway:
        raise TokenExpired("expired: exp is in the past")
    return user, session, scopes


_NO_SCOPES: frozenset[str] = frozenset()


def _missing(claims: Mapping[str, object]) -> NoReturn:
    name = next(name for name in _REQUIRED if name not in claims)
    raise TokenInvalid(f"claim_missing: {name} is missing")


def _text(name: str, value: object) -> str:
    if type(value) is not str:
        raise TokenInvalid(f"claim_type: {name} is not a string")
    if not value or len(value) > MAX_TEXT:
        raise TokenInvalid(f"claim_value: {name} is empty or longer than {MAX_TEXT} characters")
    # isprintable() is the quick answer for usual ids; it refuses more than control characters do.
    if not value.isprintable() and _CONTROL.search(value):
        raise TokenInvalid(f"claim_value: {name} holds a control character")
    return value


def _number(name: str, value: object) -> int | float:
    # bool is an int in Python; the parser has refused what is not finite.
    if type(value) is not int and type(value) is not float:
        raise TokenInvalid(f"claim_type: {name} is not a number")
    # Beyond 2^53 JavaScript reads another number than Python does.
    if not -_MAX_NUMBER <= value <= _MAX_NUMBER:
        raise TokenInvalid(f"claim_value: {name} is out of range")
    return value


def _check_audience_list(audience: object, ours: str) -> None:
    if isinstance(audience, str):
        raise TokenInvalid("aud: the token is for another audience")
    if not isinstance(audience, list) or not all(isinstance(each, str) for each in audience):
        raise TokenInvalid("claim_type: aud is neither a string nor an array of strings")
    if ours not in audience:
        raise TokenInvalid("aud: the token is for other audiences")


def _scopes(value: object) -> frozenset[str]:
    if not isinstance(value, str):
        raise TokenInvalid("claim_type: scope is not a string")
    return frozenset(scope for scope in value.split(" ") if scope)
