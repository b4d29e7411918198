"""Listening to the auth server's feed of revocations, whatever happens to it."""

import asyncio
import time
from collections.abc import Callable, Sequence

import httpx2

from ..audience import check_audience
from ..errors import ConfigurationError
from ..hmac_key import HmacKey
from ..keys import KeySource
from ..origin import check_issuer, is_loopback, origin_of
from ..revocation.feed_key import FeedKey
from ..revocation.keep_listening import RevocationLink
from ..revocation.revocations import Revocations
from .address import PATH, check_url
from .connection import Connection

_CONNECT_TIME = 5.0


class RevocationFeed:
    """A transport: `GET {issuer}/api/auth/revocations`, read as it comes, for as long as it runs.

    A connection that ends is made again, and goes on where it was: nothing is lost. No redirect is followed.

    :param issuer: the origin of the auth server, over https or on this machine.
    :param audience: this API's name.
    :param keys: where the key comes from that the feed's is derived from: `SharedSecret` or `DerivedKey`.
    :param url: where the feed is, if the auth server's base path is not `/api/auth`.
    :param timeout: seconds without a line after which a connection is given up; the server sends one every 5.
    :param now: seconds since the epoch.
    :raises ConfigurationError: for settings that cannot work.
    """

    def __init__(
        self,
        *,
        issuer: str,
        audience: str,
        keys: KeySource | Sequence[KeySource],
        url: str | None = None,
        timeout: float = 10.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.url = check_url(check_issuer(issuer) + PATH if url is None else url)
        self._issuer = issuer
        self._audience = check_audience(audience)
        self._keys = _feed_keys(keys, audience)
        self._timeout = timeout
        self._now = now

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    async def run(self, revocations: Revocations) -> None:
        """Listen until cancelled."""
        timeout = httpx2.Timeout(self._timeout, connect=_CONNECT_TIME)
        link = RevocationLink(self.url)
        # A proxy that the environment names would be told in plain text, and has another localhost.
        trust_env = not is_loopback(origin_of(self.url))
        async with httpx2.AsyncClient(timeout=timeout, trust_env=trust_env) as client:
            connection = Connection(client, self.url, self._tokens(), revocations, link, self._timeout)
            while True:
                pause = await connection.listen()
                await asyncio.sleep(pause)

    def _tokens(self) -> list[Callable[[], str]]:
        def signing(key: FeedKey) -> Callable[[], str]:
            return lambda: key.sign(issuer=self._issuer, audience=self._audience, now=self._now())

        return [signing(key) for key in self._keys]


def _feed_keys(keys: KeySource | Sequence[KeySource], audience: str) -> list[FeedKey]:
    sources = keys if isinstance(keys, Sequence) else [keys]
    known = [key for source in sources for key in source.keys_for(audience) if isinstance(key, HmacKey)]
    if not known:
        raise ConfigurationError(
            "The feed of revocations needs the secret or JWT_BRIDGE_KEY: set one of them, or REDIS_URL",
            code="setting_missing",
        )
    return [FeedKey(key) for key in known]
