"""What every guard tells of itself, so that an app can be searched for routes without one."""

from typing import ClassVar, TypeGuard, TypeVar

from .verifier import Verifier


class RouteGuard:
    """A guard. It lets nobody with bad credentials through."""

    verifier: Verifier
    """What it asks. Whoever checks an app's routes trusts a guard by this, and not by its class alone."""
    checks_path: ClassVar[bool] = False
    """Whether it lets through only the one whose id the path names."""


Kind = TypeVar("Kind", bound=type[RouteGuard])

_KINDS: set[type] = set()


def counts(kind: Kind) -> Kind:
    """Class decorator: the instances of this very class are guards."""
    _KINDS.add(kind)
    return kind


def is_guard(layer: object) -> TypeGuard[RouteGuard]:
    """Whether this is one of the library's guards."""
    # type(), not isinstance(): a subclass may let through whom it likes.
    return type(layer) in _KINDS
