"""Revocations from the auth server itself: `pip install "jwt-auth-bridge[revocation-feed]"`.

revocations = Revocations(RevocationFeed(issuer=..., audience=..., keys=SharedSecret(secret)))
"""

from .feed import RevocationFeed

__all__ = ["RevocationFeed"]
