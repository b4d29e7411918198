"""For the tests of apps that use the bridge: tokens and pytest fixtures."""

from .tokens import issue_test_token

__all__ = ["issue_test_token"]
