"""Listening to the auth server's feed of revocations."""

import asyncio
import ssl
import time
from collections import deque
from collections.abc import Callable, Sequence
from functools import cached_property

import httpx2

from ..audience import check_audience
from ..errors import ConfigurationError
from ..hmac_key import HmacKey
from ..keys import KeySource
from ..origin import check_issuer, is_loopback, origin_of
from ..revocation.feed_key import FeedKey
from ..revocation.transport import ConnectionLost, RevocationSink
from .address import PATH, check_url
from .answer import check_answer
from .connection import ask
from .freshness import Freshness
from .lines import Mark, read_lines

_CONNECT_TIME = 5.0


class RevocationFeed:
    """A transport: `GET {issuer}/api/auth/revocations`, read as it comes.

    The next connection goes on where the last one was: nothing is lost. No redirect is followed.

    :param issuer: the origin of the auth server, over https or on this machine.
    :param audience: this API's name.
    :param keys: where the key comes from that the feed's is derived from: `SharedSecret` or `DerivedKey`.
    :param url: where the feed is, if the auth server's base path is not `/api/auth`.
    :param timeout: seconds without a line, or that a mark may be late, after which the connection is given
        up; the server sends one every 5.
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
        self._timeout = timeout
        self._now = now
        # The newest first, which the server may not know yet.
        self._tokens = deque(self._signing(key) for key in _feed_keys(keys, audience))
        self._cursor: str | None = None
        self._sink: RevocationSink | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.url!r})"

    async def run(self, sink: RevocationSink) -> None:
        """Listen for as long as the connection lasts.

        :raises ConnectionLost: when it does no more.
        """
        if sink is not self._sink:
            # Somebody else knows nothing yet of what was sent up to there.
            self._sink, self._cursor = sink, None
        try:
            await self._listen(sink)
        except ConnectionLost as lost:
            raise lost.to(self.url) from None

    async def _listen(self, sink: RevocationSink) -> None:
        is_there = False
        try:
            async with asyncio.timeout(self._timeout) as limit, self._client() as client:
                asked, answer = await ask(client, self.url, self._cursor, self._tokens)
                is_there = True
                try:
                    check_answer(answer)
                    await self._read(answer, Freshness(asked), sink, limit)
                finally:
                    await answer.aclose()
        except TimeoutError:
            raise ConnectionLost(f"nothing came from the feed for {self._timeout:g} seconds") from None
        except httpx2.HTTPError as error:
            what = "was cut off" if is_there else "cannot be reached"
            raise ConnectionLost(f"the feed {what} ({type(error).__name__})") from None
        raise ConnectionLost("the feed has ended")

    async def _read(
        self, answer: httpx2.Response, freshness: Freshness, sink: RevocationSink, limit: asyncio.Timeout
    ) -> None:
        async for lines in read_lines(answer.aiter_raw()):
            if lines:
                limit.reschedule(asyncio.get_running_loop().time() + self._timeout)
            for line in lines:
                if isinstance(line, Mark):
                    self._mark(line, freshness, sink)
                else:
                    sink.add(line)

    def _mark(self, mark: Mark, freshness: Freshness, sink: RevocationSink) -> None:
        self._cursor = mark.cursor
        is_first = not freshness.is_known
        age = freshness.age(mark.at, time.monotonic())
        sink.heard(age)
        # The first one is as late as there is much to send.
        if age > self._timeout and not is_first:
            raise ConnectionLost("the feed lags behind")

    def _signing(self, key: FeedKey) -> Callable[[], str]:
        return lambda: key.sign(issuer=self._issuer, audience=self._audience, now=self._now())

    def _client(self) -> httpx2.AsyncClient:
        timeout = httpx2.Timeout(self._timeout, connect=_CONNECT_TIME)
        return httpx2.AsyncClient(timeout=timeout, trust_env=self._trust_env, verify=self._tls)

    @cached_property
    def _trust_env(self) -> bool:
        # A proxy that the environment names would be told in plain text, and has another localhost.
        return not is_loopback(origin_of(self.url))

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        if self.url.startswith("http:"):
            # It trusts nobody, and nobody asks.
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        # Once: it takes a tenth of a second to read all authorities, in which nothing else runs.
        return httpx2.create_ssl_context(trust_env=self._trust_env)


def _feed_keys(keys: KeySource | Sequence[KeySource], audience: str) -> list[FeedKey]:
    sources = keys if isinstance(keys, Sequence) else [keys]
    known = [key for source in sources for key in source.keys_for(audience) if isinstance(key, HmacKey)]
    if not known:
        raise ConfigurationError(
            "The feed of revocations needs the secret or JWT_BRIDGE_KEY: set one of them, or REDIS_URL",
            code="setting_missing",
        )
    return [FeedKey(key) for key in known]
