"""Keys from where the auth server publishes them, asked for seldom."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from ..errors import ConfigurationError, VerificationUnavailable
from .fetch import FetchError, check_url, fetch
from .key_set import parse_key_set
from .public_key import PublicKey

ALGORITHMS = frozenset({"EdDSA", "ES256", "RS256"})
MAX_AGE = 300.0
"""Seconds after which the key set is fetched again: the time that a withdrawn key lives on here."""
COOLDOWN = 30.0
"""Least seconds between two fetches for unknown key ids, and the most from a failure to the next try."""
KEEP = 24 * 3600.0
"""Seconds that keys are used while the key set cannot be had."""
_FIRST_RETRY = 1.0

logger = logging.getLogger("jwt_auth_bridge")


class RemoteJWKS:
    """The keys of a JWK Set at an address (RFC 7517 §5), kept in memory.

    The set is fetched when the first token comes, every five minutes from then on, and for a key id that it
    does not have: at most once in 30 seconds, whatever is asked, and never twice at a time. A key that is no
    longer published is no longer used. While the address does not answer, the last good keys stay, for a day.
    A fetch that fails tells of no key: for unknown ones the next is 1, 2, 4, 8, 16, then 30 seconds later.

    :param url: over https, or on this machine: `https://app.example/api/auth/jwks`.
    :param algorithms: which of EdDSA, ES256 and RS256 to take; all three unless set.
    :param timeout: seconds that one fetch may take.
    :param clock: seconds of a clock that never goes back.
    :raises ConfigurationError: for another address, or another algorithm.
    """

    def __init__(
        self,
        url: str,
        *,
        algorithms: Sequence[str] = tuple(ALGORITHMS),
        timeout: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.url = check_url(url)
        # A query may hold what is nobody's business.
        self._shown = url.partition("?")[0]
        self.algorithms = frozenset(algorithms)
        if isinstance(algorithms, str) or not self.algorithms or not self.algorithms <= ALGORITHMS:
            raise ConfigurationError("algorithms are some of EdDSA, ES256 and RS256")
        self._timeout = timeout
        self._clock = clock
        self._keys: Sequence[PublicKey] = ()
        self._listeners: list[Callable[[], None]] = []
        self._flight: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._timer_s_loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False
        self._fetched: float | None = None
        self._next_look = clock()
        self._retry = _FIRST_RETRY

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._shown!r})"

    def keys_for(self, audience: str) -> Sequence[PublicKey]:  # noqa: ARG002 - the protocol's parameter
        """The keys that it has now, whatever the audience: the token says for whom it is."""
        return self._keys

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Have `listener` called whenever the keys have changed."""
        self._listeners.append(listener)

    async def find(self, kid: str) -> None:
        """Fetch the key set if this key is not in it, and if that is not too soon.

        :raises VerificationUnavailable: when there are no keys, and none can be had now.
        """
        if any(key.kid == kid for key in self._keys):
            return
        await self._look()
        if not self._keys and self._fetched is None:
            raise VerificationUnavailable("keys_unavailable: the key set of the issuer cannot be had")

    def is_due(self) -> bool:
        """Whether the key set is older than five minutes, and no timer of this event loop fetches it."""
        is_old = self._fetched is not None and self._clock() - self._fetched >= MAX_AGE
        # Where each call has an event loop of its own, none of them lives until its timer is due.
        return is_old and self._timer_s_loop is not asyncio.get_running_loop()

    async def renew(self) -> None:
        """Fetch the key set when that is due."""
        if self.is_due():
            await self._look()

    def close(self) -> None:
        """Fetch no more. Keys that are known stay, and no request is cancelled that waits for others."""
        self._is_closed = True
        if self._timer is not None:
            self._timer.cancel()
        if self._flight is not None:
            self._flight.cancel()

    async def _look(self) -> None:
        if self._clock() >= self._next_look:
            # The first fetch is not yet a look for an unknown key: that one may follow at once.
            self._next_look = self._clock() + (COOLDOWN if self._fetched is not None else 0)
            self._start()
        flight = self._flight_here()
        if flight is not None:
            # Not awaited itself: whoever gives up does not end it for the others, nor close() any request.
            await asyncio.wait([flight])
            if not flight.cancelled():
                flight.result()

    def _start(self) -> None:
        if not self._is_closed and self._flight_here() is None:
            self._flight = asyncio.create_task(self._refresh())

    def _flight_here(self) -> asyncio.Task[None] | None:
        flight = self._flight
        is_here = flight and not flight.done() and flight.get_loop() is asyncio.get_running_loop()
        return flight if is_here else None

    async def _refresh(self) -> None:
        try:
            keys = parse_key_set(await fetch(self.url, self._timeout), self.algorithms)
        except (FetchError, ValueError) as error:
            self._fail(error)
        else:
            self._fetched = self._clock()
            self._retry = _FIRST_RETRY
            self._replace(keys)
        self._arm()

    def _fail(self, error: Exception) -> None:
        logger.warning("key set: cannot be had from %s: %s", self._shown, error)
        self._next_look = self._clock() + self._retry
        self._retry = min(2 * self._retry, COOLDOWN)
        if self._fetched is not None and self._clock() - self._fetched > KEEP:
            self._fetched = None
            self._replace([])

    def _replace(self, keys: Sequence[PublicKey]) -> None:
        if [(key.kid, key.thumbprint) for key in keys] != [(key.kid, key.thumbprint) for key in self._keys]:
            self._keys = keys
            for listener in self._listeners:
                listener()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        # While the address does not answer, again after the pause: a withdrawn key must go in the end.
        pause = MAX_AGE if self._retry == _FIRST_RETRY else COOLDOWN
        self._timer_s_loop = asyncio.get_running_loop()
        self._timer = self._timer_s_loop.call_later(pause, self._start)
