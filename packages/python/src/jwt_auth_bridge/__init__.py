"""Verification of the access tokens that Better Auth issues through jwt-auth-bridge.

The core has no dependency. For FastAPI see `jwt_auth_bridge.fastapi`, for tests `jwt_auth_bridge.testing`.
"""

from .environment import Settings, read_environment
from .errors import (
    AuthError,
    ConfigurationError,
    InsufficientScope,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
    TokenRevoked,
    UserMismatch,
    VerificationUnavailable,
)
from .keys import DerivedKey, Key, KeySource, SharedSecret
from .principal import Principal
from .revocation.entry import SessionEnded, UserTokensEnded
from .revocation.revocations import Revocations, WhenStale
from .revocation.transport import RevocationSink, RevocationTransport
from .verifier import Verifier

__all__ = [
    "AuthError",
    "ConfigurationError",
    "DerivedKey",
    "InsufficientScope",
    "Key",
    "KeySource",
    "Principal",
    "RevocationSink",
    "RevocationTransport",
    "Revocations",
    "SessionEnded",
    "Settings",
    "SharedSecret",
    "TokenExpired",
    "TokenInvalid",
    "TokenMissing",
    "TokenRevoked",
    "UserMismatch",
    "UserTokensEnded",
    "VerificationUnavailable",
    "Verifier",
    "WhenStale",
    "read_environment",
]
