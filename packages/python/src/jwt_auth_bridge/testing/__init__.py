"""For the tests of apps that use the bridge: tokens and pytest fixtures."""

from .tokens import ABSENT, issue_test_token

__all__ = ["ABSENT", "issue_test_token"]
