"""What every guard tells of itself, so that an app can be searched for routes without one."""

from typing import ClassVar

from .verifier import Verifier


class RouteGuard:
    """A guard. It lets nobody with bad credentials through."""

    verifier: Verifier
    """What it asks. Whoever checks an app's routes trusts a guard by this, and not by its class alone."""
    checks_path: ClassVar[bool] = False
    """Whether it lets through only the one whose id the path names."""
