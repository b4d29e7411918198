"""What brings revocations from where they are published."""

from typing import Protocol

from .entry import Entry


class RevocationSink(Protocol):
    """Where a transport brings what it hears."""

    def add(self, entry: Entry) -> None:
        """Refuse these tokens from now on. The same entry twice is as good as once."""
        ...

    def heard(self, age: float = 0) -> None:
        """All that had been published was added.

        :param age: seconds since the source looked: what was on its way for long is as old as it is.
        """
        ...


class RevocationTransport(Protocol):
    """Brings entries from where they are published."""

    async def run(self, sink: RevocationSink) -> None:
        """Add every live entry, then each new one, and call `heard` whenever all that there are were added.

        Goes on until it is cancelled, which happens once. When it ends before that, by an error or without
        one, that is logged, and it is run again after a pause: a transport that has lost its connection
        simply raises.

        :raises ConnectionLost: with a message for the log. Of any other error only its name is logged.
        """
        ...


class ConnectionLost(Exception):
    """A connection that was lost or refused. Its message is safe to log.

    :param retry_after: seconds for which the other side wants to be left alone.
    """

    def __init__(self, message: str, *, retry_after: float = 0) -> None:
        super().__init__(message)
        self.retry_after = retry_after

    def to(self, where: str) -> "ConnectionLost":
        """The same, with the other side's address in the message."""
        return ConnectionLost(f"not heard from {where}: {self}", retry_after=self.retry_after)
