"""Tokens of Better Auth's own `jwt()`, unmodified (profile, section 9)."""

from collections.abc import Collection
from dataclasses import replace
from typing import Literal

from .claims import Policy, check_claims
from .errors import ConfigurationError, TokenInvalid

Compatibility = Literal["better-auth-jwt"]
"""Which tokens are accepted beside those of the profile."""

# What a key set can publish: such a token is never signed with a secret.
_ALGORITHMS = frozenset({"EdDSA", "ES256", "RS256"})
# Claims of tokens that Better Auth signs with the same keys for somebody else (profile rule M3).
_FOREIGN = ("acr", "amr", "at_hash", "auth_time", "azp", "client_id", "cnf", "events", "nonce", "scope")
# In the place of ids that are not there.
_NONE = {"sid": "-", "jti": "-"}


def read_compatibility(compatibility: Compatibility | None, *, has_revocations: bool) -> bool:
    """Whether the setting is on.

    :raises ConfigurationError: for any other value, and together with revocations: no sign-out reaches a
        token that names no session.
    """
    if compatibility is None:
        return False
    if compatibility != "better-auth-jwt":
        raise ConfigurationError('compatibility is not "better-auth-jwt"')
    if has_revocations:
        raise ConfigurationError(
            "No sign-out ends the tokens that compatibility is for, which name no session. "
            "Set revocations when such tokens come no more, and compatibility is unset"
        )
    return True


def check_public_keys(algorithms: Collection[str]) -> None:
    """Check the algorithms that the keys of a verifier with the setting may have.

    :raises ConfigurationError: when all are of a secret.
    """
    if _ALGORITHMS.isdisjoint(algorithms):
        raise ConfigurationError(
            "compatibility needs the public keys of the auth server. Set JWT_JWKS_URL, or give RemoteJWKS"
        )


def is_unmodified(alg: str, typ: str | None) -> bool:
    """Whether a header is as those of an unmodified `jwt()` are (profile rule M2)."""
    return typ in (None, "JWT") and alg in _ALGORITHMS


def not_compatible(typ: str | None) -> TokenInvalid:
    """The refusal of such a token where the application has not set `compatibility`. It tells the mend."""
    if typ is None:
        return TokenInvalid(
            "header_members: no typ, as Better Auth's own jwt() leaves it out: put jwtBridge() in its place, or set compatibility here"  # noqa: E501 - one sentence
        )
    return TokenInvalid(
        "typ: JWT, as of Better Auth's own jwt(): put jwtBridge() in its place, or set compatibility here"
    )


def check_unmodified(
    claims: dict[str, object], policy: Policy, now: float
) -> tuple[str, None, frozenset[str]]:
    """The same as `check_claims` for a token of an unmodified `jwt()`.

    Takes `sid` and `jti` out of the claims: any column of the user's record may have these names.

    :raises TokenExpired: when expiry is the only fault.
    :raises TokenInvalid: for every other fault.
    """
    for name in _FOREIGN:
        if name in claims:
            raise TokenInvalid(f"typ: {name} is a claim of another kind of token")
    # The auth server itself is the audience that jwt() writes unless told otherwise.
    audience = policy.issuer if claims.get("aud") == policy.issuer else policy.audience
    for name in _NONE:
        claims.pop(name, None)
    user_id, _, scopes = check_claims({**claims, **_NONE}, replace(policy, audience=audience), now)
    return user_id, None, scopes
