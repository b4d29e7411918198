"""Public keys that an auth server publishes: the second mode, beside or instead of the shared secret.

Verifier(issuer=..., audience=..., keys=RemoteJWKS("https://app.example/api/auth/jwks"))
"""

from .public_key import PublicKey
from .remote import RemoteJWKS

__all__ = ["PublicKey", "RemoteJWKS"]
