"""What has been revoked, kept in memory: each request is checked against it, and nobody is asked.

An entry lives as long as a token that it ends can (profile, section 8). A transport brings the entries, and
says when it has brought all that there are.
"""

import logging
import time
from collections.abc import Callable
from math import inf
from typing import Any, Literal, TypeVar

from ..errors import ConfigurationError, TokenRevoked, VerificationUnavailable
from ..principal import Principal
from ..profile import MAX_LIFETIME
from .entry import Entry, SessionEnded
from .transport import RevocationTransport

MAX_STALENESS = 30.0
"""Seconds that a verifier goes on without having heard of its transport, unless set."""
_WARN_EVERY = 60.0
_LONGEST_STALENESS = 3600.0
_SWEEP_EVERY = 60.0
_LONGEST_LIFE = MAX_LIFETIME + 2 * 65.0
"""Seconds that an entry can be of use: the longest token's, its margin, and clocks apart."""

WhenStale = Literal["refuse", "accept"]
"""What a verifier does that has not heard of revocations for too long."""

V = TypeVar("V")
logger = logging.getLogger("jwt_auth_bridge")


class Revocations:
    """Sessions and users whose tokens have been ended.

    :param transport: what brings the entries; without one, whoever has them calls `add` and `heard`.
    :param when_stale: after `max_staleness` seconds in which the transport said nothing: "refuse" every token
        (503, `verification_unavailable`), or "accept" them, with a warning a minute.
    :param max_staleness: more than 0, up to an hour.
    :param clock: seconds of a clock that never goes back.
    :param now: seconds since the epoch.
    """

    __slots__ = (
        "_clock",
        "_heard",
        "_made",
        "_max",
        "_now",
        "_sessions",
        "_swept",
        "_users",
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
        self._swept = -inf
        # In the order of arrival, which is nearly that of expiry.
        self._sessions: dict[str, float] = {}
        self._users: dict[str, tuple[float, float]] = {}

    def add(self, entry: Entry) -> None:
        """Refuse these tokens from now on. The same entry twice is as good as once."""
        until = min(entry.until, self._now() + _LONGEST_LIFE)
        if isinstance(entry, SessionEnded):
            self._sessions[entry.session_id] = max(until, self._sessions.pop(entry.session_id, -inf))
        else:
            before, known = self._users.pop(entry.user_id, (-inf, -inf))
            self._users[entry.user_id] = (max(entry.before, before), max(until, known))

    def heard(self) -> None:
        """All that has been published up to now was added. Entries that end nothing any more are dropped."""
        self._heard = self._clock()
        if is_sweep := self._heard - self._swept >= _SWEEP_EVERY:
            self._swept = self._heard
        now = self._now()
        _drop(self._sessions, lambda until: until <= now, is_sweep)
        _drop(self._users, lambda entry: entry[1] <= now, is_sweep)

    def check(self, principal: Principal) -> None:
        """Let the caller pass unless their token was ended.

        :raises TokenRevoked: when it was.
        :raises VerificationUnavailable: when nobody knows, and such tokens are to be refused.
        """
        if principal.session_id in self._sessions:
            raise TokenRevoked("revoked: the session has ended")
        ended = self._users.get(principal.user_id)
        if ended is not None and _issued_at(principal) <= ended[0]:
            raise TokenRevoked("revoked: the user's tokens up to a later moment have ended")
        if self._clock() - self._heard > self._max:
            self._report_stale()

    @property
    def staleness(self) -> float:
        """Seconds since the transport was last heard; infinite before the first time."""
        return self._clock() - self._heard

    @property
    def is_stale(self) -> bool:
        """Whether the transport was not heard for longer than `max_staleness`, or never."""
        return self.staleness > self._max

    def metrics(self) -> dict[str, float]:
        """`revocations_held`, and `revocations_staleness_seconds`: before the first time, since the start."""
        silent = min(self.staleness, self._clock() - self._made)
        return {"revocations_held": len(self), "revocations_staleness_seconds": silent}

    def __len__(self) -> int:
        return len(self._sessions) + len(self._users)

    def _report_stale(self) -> None:
        reason = f"revocations_stale: nothing heard of revocations for more than {self._max:g} seconds"
        if self.when_stale == "refuse":
            raise VerificationUnavailable(reason)
        if self._clock() - self._warned >= _WARN_EVERY:
            self._warned = self._clock()
            logger.warning("accepted without knowing of revocations: %s", reason)


def _issued_at(principal: Principal) -> float:
    issued: Any = principal.claims["iat"]
    return float(issued)


def _drop(entries: dict[str, V], is_over: Callable[[V], bool], is_sweep: bool) -> None:
    """Drop from the front, or all that are over: what arrived out of order stays until then."""
    over: list[str] = []
    for name, value in entries.items():
        if is_over(value):
            over.append(name)
        elif not is_sweep:
            break
    for name in over:
        del entries[name]
