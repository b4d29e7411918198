"""The claims of profile v1, checked against a policy. Pure: no clock, no I/O."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import NoReturn, cast

from .errors import TokenExpired, TokenInvalid
from .profile import MAX_ID_LENGTH, MAX_LIFETIME, is_identifier

# Beyond this a double rounds, and JavaScript would read another number than Python does.
_LIMIT = 2**53
_REQUIRED = ("iss", "aud", "sub", "sid", "jti", "iat", "exp")
_NO_SCOPES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Policy:
    """What a token has to say to be accepted. `leeway`: seconds that two clocks may differ."""

    issuer: str
    audience: str
    leeway: float


def check_claims(claims: Mapping[str, object], policy: Policy, now: float) -> tuple[str, str, frozenset[str]]:
    """Check a claims set whose signature is already verified, in the order that the profile lays down.

    :param now: seconds since the epoch.
    :returns: `sub`, `sid` and the scopes.
    :raises TokenExpired: when expiry is the only fault.
    :raises TokenInvalid: for every other fault.
    """
    try:
        issuer, audience = claims["iss"], claims["aud"]
        user_id = claims["sub"]
        session_id = claims["sid"]
        token_id = claims["jti"]
        issued, expires = claims["iat"], claims["exp"]
    except KeyError:
        _refuse_missing(claims)
    if type(issuer) is not str:
        raise TokenInvalid("claim_type: iss is not a string")
    if type(audience) is not str:
        _check_audiences(audience)
    user, session = _identifier("sub", user_id), _identifier("sid", session_id)
    _identifier("jti", token_id)
    # As issuers write them: a moment with milliseconds, and a whole second.
    if (
        (type(issued) is float or type(issued) is int)
        and type(expires) is int
        and 0 <= issued < expires < _LIMIT
    ):
        iat: float = issued
        exp: float = expires
    else:
        iat, exp = _seconds("iat", issued), _seconds("exp", expires)
    nbf = _seconds("nbf", claims["nbf"]) if "nbf" in claims else iat
    scopes = _scopes(claims["scope"]) if "scope" in claims else _NO_SCOPES

    if issuer != policy.issuer:
        raise TokenInvalid(f"iss: not issued by {policy.issuer}, set the same BETTER_AUTH_URL on both sides")
    if audience != policy.audience and not (isinstance(audience, list) and policy.audience in audience):
        raise TokenInvalid(f"aud: not for {policy.audience}, set the same JWT_AUDIENCE on both sides")
    if exp <= iat:
        raise TokenInvalid("lifetime: exp is not after iat")
    if exp - iat > MAX_LIFETIME:
        raise TokenInvalid(f"lifetime: longer than {MAX_LIFETIME} seconds")
    # Said positively: nothing is before or after NaN. Such a clock vouches for no token.
    latest = now + policy.leeway
    if not (iat <= latest < inf and nbf <= latest):
        name = "nbf" if iat <= latest < inf else "iat"
        raise TokenInvalid(f"not_yet: {name} is in the future, compare the clocks of both sides")
    if not now < exp + policy.leeway:
        raise _expired()
    return user, session, scopes


def check_expiry(claims: Mapping[str, object], policy: Policy, now: float) -> None:
    """Check again whether claims that were good have expired.

    :raises TokenExpired: when they have.
    """
    if not now < _seconds("exp", claims["exp"]) + policy.leeway:
        raise _expired()


def _expired() -> TokenExpired:
    return TokenExpired("expired: exp is in the past")


def _refuse_missing(claims: Mapping[str, object]) -> NoReturn:
    name = next(name for name in _REQUIRED if name not in claims)
    raise TokenInvalid(f"claim_missing: {name}")


def _identifier(name: str, value: object) -> str:
    if type(value) is not str:
        raise TokenInvalid(f"claim_type: {name} is not a string")
    # isprintable() refuses more than control characters do: the quick yes for usual ids.
    if not (0 < len(value) <= MAX_ID_LENGTH and value.isprintable()) and not is_identifier(value):
        raise TokenInvalid(f"claim_value: {name} is empty, too long or holds control characters")
    return value


def _seconds(name: str, value: object) -> int | float:
    # type(), not isinstance(): bool is an int in Python.
    if (type(value) is int or type(value) is float) and -_LIMIT < value < _LIMIT:
        return value
    raise TokenInvalid(f"claim_type: {name} is not a number of seconds")


def _check_audiences(audience: object) -> None:
    if type(audience) is not list or not all(type(each) is str for each in cast("list[object]", audience)):
        raise TokenInvalid("claim_type: aud is neither a string nor an array of strings")


def _scopes(value: object) -> frozenset[str]:
    if type(value) is not str:
        raise TokenInvalid("claim_type: scope is not a string")
    scopes = value.split(" ") if value else []
    if "" in scopes:
        raise TokenInvalid("claim_value: scopes are separated by single spaces")
    return frozenset(scopes)
