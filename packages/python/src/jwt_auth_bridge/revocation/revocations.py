"""What has been revoked, kept in memory: each request is checked against it, and nobody is asked.

An entry lives as long as a token that it ends can (profile, section 8). A transport brings the entries, and
says when it has brought all that there are.
"""

import logging
import time
from collections.abc import Callable
from math import inf
from typing import Literal

from ..errors import ConfigurationError, VerificationUnavailable
from ..principal import Principal
from .ended_tokens import EndedTokens
from .entry import Entry
from .transport import RevocationTransport

MAX_STALENESS = 30.0
"""Seconds that what is known may be old, unless set."""
_WARN_EVERY = 60.0
_LONGEST_STALENESS = 3600.0

WhenStale = Literal["refuse", "accept"]
"""What a verifier does that has not heard of revocations for too long."""

logger = logging.getLogger("jwt_auth_bridge")


class Revocations:
    """Sessions and users whose tokens have been ended.

    :param transport: what brings the entries; without one, whoever has them calls `add` and `heard`.
    :param when_stale: once what is known is older than `max_staleness` seconds: "refuse" every token
        (503, `verification_unavailable`), or "accept" them, with a warning a minute.
    :param max_staleness: more than 0, up to an hour.
    :param clock: seconds of a clock that never goes back.
    :param now: seconds since the epoch.
    """

    __slots__ = (
        "_clock",
        "_ended",
        "_heard",
        "_made",
        "_max",
        "_now",
        "_warned",
        "transport",
        "when_stale",
    )

    def __init__(
        self,
        transport: RevocationTransport | None = None,
        *,
        when_stale: WhenStale = "refuse",
        max_staleness: float = MAX_STALENESS,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        if when_stale not in ("refuse", "accept"):
            raise ConfigurationError('when_stale is neither "refuse" nor "accept"')
        # type(), not isinstance(): bool is an int in Python.
        if type(max_staleness) not in (int, float) or not 0 < max_staleness <= _LONGEST_STALENESS:
            raise ConfigurationError("max_staleness is not a number of seconds above 0, up to 3600")
        self.transport = transport
        self.when_stale = when_stale
        self._max = max_staleness
        self._clock = clock
        self._now = now
        self._made = clock()
        self._heard = -inf
        self._warned = -inf
        self._ended = EndedTokens()

    def add(self, entry: Entry) -> None:
        """Refuse these tokens from now on. The same entry twice is as good as once."""
        self._ended.add(entry, self._now())

    def heard(self, age: float = 0) -> None:
        """All that had been published was added. Entries that end nothing any more are dropped.

        :param age: seconds since the source looked; what counts is when it did.
        """
        # Of an age that is no number nothing was heard: max() keeps the first of what cannot be compared.
        self._heard = max(self._heard, self._clock() - max(age, 0))
        self._ended.forget(self._now())

    def check(self, principal: Principal) -> None:
        """Let the caller pass unless their token was ended.

        :raises TokenRevoked: when it was.
        :raises VerificationUnavailable: when nobody knows, and such tokens are to be refused.
        """
        self._ended.check(principal)
        if self.is_stale:
            self._report_stale()

    @property
    def staleness(self) -> float:
        """How old what is known is, in seconds; infinite before anything was heard."""
        return self._clock() - self._heard

    @property
    def is_stale(self) -> bool:
        """Whether what is known is older than `max_staleness`, or nothing is."""
        # Said positively: no clock is within a limit that is no number.
        return not self._clock() - self._heard <= self._max

    def metrics(self) -> dict[str, float]:
        """`revocations_held`, and `revocations_staleness_seconds`: before the first time, since the start."""
        silent = min(self.staleness, self._clock() - self._made)
        return {"revocations_held": len(self), "revocations_staleness_seconds": silent}

    def __len__(self) -> int:
        return len(self._ended)

    def _report_stale(self) -> None:
        reason = f"revocations_stale: nothing heard of revocations for more than {self._max:g} seconds"
        if self.when_stale == "refuse":
            raise VerificationUnavailable(reason)
        if self._clock() - self._warned >= _WARN_EVERY:
            self._warned = self._clock()
            logger.warning("accepted without knowing of revocations: %s", reason)
