"""Where revocations come from, by an app's settings."""

from importlib import import_module
from typing import Any

from ..environment import Settings
from ..errors import ConfigurationError
from .revocations import Revocations, WhenStale
from .transport import RevocationTransport


def revocations_of(settings: Settings, when_stale: WhenStale) -> Revocations:
    """What ends the tokens of this API: heard of in Redis where there is a `REDIS_URL`, else from the issuer.

    :raises ConfigurationError: for settings that cannot work, and where a package is missing.
    """
    return Revocations(_transport_of(settings), when_stale=when_stale)


def _transport_of(settings: Settings) -> RevocationTransport:
    transport: RevocationTransport
    if settings.redis_url:
        redis = _load("revocation_redis", "revocation-redis")
        transport = redis.RedisRevocations(settings.redis_url, audience=settings.audience)
    else:
        feed = _load("revocation_feed", "revocation-feed")
        transport = feed.RevocationFeed(
            issuer=settings.issuer, audience=settings.audience, keys=settings.keys
        )
    return transport


def _load(room: str, extra: str) -> Any:
    # By name, and when an app asks for it: each needs a package that other apps do without.
    try:
        return import_module(f"..{room}", __package__)
    except ImportError:
        raise ConfigurationError(
            f'Revocations need a package that is missing: pip install "jwt-auth-bridge[{extra}]"',
            code="package_missing",
        ) from None
