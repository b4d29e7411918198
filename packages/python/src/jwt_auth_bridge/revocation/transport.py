"""What brings revocations from where they are published."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .revocations import Revocations


class RevocationTransport(Protocol):
    """Brings entries from where they are published."""

    async def run(self, revocations: "Revocations") -> None:
        """Add every live entry, then each new one, and call `heard` whenever all that there are were added.

        Goes on until it is cancelled: what is down is tried again.
        """
        ...
