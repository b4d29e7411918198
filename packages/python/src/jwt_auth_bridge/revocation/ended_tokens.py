"""The tokens that were ended, by session and by user: a check is two look-ups."""

from collections.abc import Callable
from math import inf
from typing import Any, TypeVar

from ..errors import TokenRevoked
from ..principal import Principal
from ..profile import MAX_LIFETIME
from .entry import Entry, SessionEnded

_LONGEST = MAX_LIFETIME + 2 * 65.0
"""Seconds that an honest issuer's entry lives at most: 65 beyond a token's, and as much for its clock."""
_SWEEP_EVERY = 60.0
"""Seconds between two looks at all entries."""

V = TypeVar("V")


class EndedTokens:
    """Entries, each for as long as a token that it ends can live. Times are seconds since the epoch."""

    __slots__ = ("_sessions", "_swept", "_users")

    def __init__(self) -> None:
        # In the order of arrival, which is nearly that of expiry.
        self._sessions: dict[str, float] = {}
        self._users: dict[str, tuple[float, float]] = {}
        self._swept = -inf

    def add(self, entry: Entry, now: float) -> None:
        """The same entry twice is as good as once.

        What ends later than any token can is taken to end with the last.
        """
        until = min(entry.until, now + _LONGEST)
        if isinstance(entry, SessionEnded):
            self._sessions[entry.session_id] = max(until, self._sessions.pop(entry.session_id, -inf))
        else:
            before, known = self._users.pop(entry.user_id, (-inf, -inf))
            self._users[entry.user_id] = (max(entry.before, before), max(until, known))

    def check(self, principal: Principal) -> None:
        """Let the caller pass unless their token was ended.

        :raises TokenRevoked: when it was.
        """
        if principal.session_id in self._sessions:
            raise TokenRevoked("revoked: the session has ended")
        ended = self._users.get(principal.user_id)
        if ended is not None and _issued_at(principal) <= ended[0]:
            raise TokenRevoked("revoked: the user's tokens up to a later moment have ended")

    def forget(self, now: float) -> None:
        """Drop the entries that end nothing any more."""
        if is_sweep := abs(now - self._swept) >= _SWEEP_EVERY:
            self._swept = now
        _drop(self._sessions, lambda until: until <= now, is_sweep)
        _drop(self._users, lambda entry: entry[1] <= now, is_sweep)

    def __len__(self) -> int:
        return len(self._sessions) + len(self._users)


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
