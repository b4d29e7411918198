"""For the tests of apps that use the bridge: tokens, pytest fixtures, and the audit from outside."""

from .audit import audit_api
from .tokens import ABSENT, issue_test_token

__all__ = ["ABSENT", "audit_api", "issue_test_token"]
