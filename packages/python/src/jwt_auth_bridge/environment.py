"""Settings from environment variables. A wrong or missing one stops the process with one line."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module

from .audience import check_audience
from .debug import check_debug
from .errors import ConfigurationError
from .keys import DerivedKey, KeySource, SharedSecret
from .origin import origin_of
from .secret import TRIMMED, check_secret

_SECRETS = ("JWT_BRIDGE_KEYS", "JWT_BRIDGE_KEY", "BETTER_AUTH_SECRETS", "BETTER_AUTH_SECRET")
_VERSION = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a verifier needs: who issues, which API this is, and where the keys come from."""

    issuer: str
    audience: str
    keys: Sequence[KeySource]
    """Those of the key set first, where there are both."""
    debug: bool = False
    """Whether answers tell the reason in `detail`."""
    redis_url: str = field(default="", repr=False)
    """Where revocations are heard of, if any are; it may hold a password."""


def read_environment(env: Mapping[str, str] = os.environ) -> Settings:
    """Read `BETTER_AUTH_URL`, `JWT_AUDIENCE`, `AUTH_DEBUG`, `REDIS_URL`, and where the keys come from.

    That is `JWT_JWKS_URL`, or the secret (in its place `JWT_BRIDGE_KEYS` or `JWT_BRIDGE_KEY`), or both.

    :raises ConfigurationError: one line that names the variable and the mend, never a secret.
    """
    issuer = origin_of(env.get("BETTER_AUTH_URL", ""))
    return Settings(
        issuer=issuer,
        audience=check_audience(env.get("JWT_AUDIENCE", ""), "JWT_AUDIENCE"),
        keys=_keys(env),
        debug=check_debug(_switch(env, "AUTH_DEBUG"), issuer),
        # Judged by who uses it: an app may have it for something else.
        redis_url=env.get("REDIS_URL", ""),
    )


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name, "")
    if value not in ("", "0", "1"):
        raise ConfigurationError(f"{name} is neither 0 nor 1. Unset it, or set it to 1 on your own machine")
    return value == "1"


def _keys(env: Mapping[str, str]) -> Sequence[KeySource]:
    url = env.get("JWT_JWKS_URL", "")
    if not url:
        return (_secret_keys(env),)
    # For its form alone: what two languages would read in two ways is refused.
    origin_of(url, "JWT_JWKS_URL")
    published = _key_set(url)
    return (published, _secret_keys(env)) if any(env.get(name) for name in _SECRETS) else (published,)


def _key_set(url: str) -> KeySource:
    # When there is an address: it needs packages that other apps do without.
    try:
        fetch, remote = (import_module(f".jwks.{room}", __package__) for room in ("fetch", "remote"))
    except ImportError:
        raise ConfigurationError(
            'JWT_JWKS_URL needs packages that are missing: pip install "jwt-auth-bridge[jwks]"',
            code="package_missing",
        ) from None
    source: KeySource = remote.RemoteJWKS(fetch.check_url(url, "JWT_JWKS_URL"))
    return source


def _secret_keys(env: Mapping[str, str]) -> KeySource:
    several, one, ring, secret = (env.get(name, "") for name in _SECRETS)
    if several and one:
        raise ConfigurationError(
            "JWT_BRIDGE_KEYS and JWT_BRIDGE_KEY are both set. Unset one: JWT_BRIDGE_KEYS takes several"
        )
    if several or one:
        name = "JWT_BRIDGE_KEYS" if several else "JWT_BRIDGE_KEY"
        if ring or secret:
            raise ConfigurationError(
                f"{name} and a secret are both set. Unset one: an API that has the key needs no secret"
            )
        return DerivedKey(several.split(",") if several else one, name=name)
    if ring:
        return SharedSecret(_ring(ring))
    return SharedSecret(check_secret(secret, "BETTER_AUTH_SECRET"))


def _ring(value: str) -> list[str]:
    """`2:new,1:old`, as Better Auth reads it (profile rule K4): the first signs, all verify."""
    versions: set[int] = set()
    secrets: list[str] = []
    for position, entry in enumerate(value.split(","), start=1):
        version, colon, secret = entry.partition(":")
        if not colon or not _VERSION.fullmatch(version.strip(TRIMMED)):
            raise ConfigurationError(
                f"BETTER_AUTH_SECRETS has an entry {position} that is not <whole number>:<secret>. "
                "Write the newest first: 2:new,1:old"
            )
        number = int(version.strip(TRIMMED))
        if number in versions:
            raise ConfigurationError("BETTER_AUTH_SECRETS has two entries of one version. Number each anew")
        versions.add(number)
        secrets.append(check_secret(secret.strip(TRIMMED), f"Version {number} of BETTER_AUTH_SECRETS"))
    return secrets
