"""For the tests of apps that use the bridge: tokens, revocations, pytest fixtures, the audit from outside."""

from .audit import audit_api
from .revocation import PublishedRevocations, published_revocations
from .tokens import ABSENT, issue_test_token

__all__ = [
    "ABSENT",
    "PublishedRevocations",
    "audit_api",
    "issue_test_token",
    "published_revocations",
]
