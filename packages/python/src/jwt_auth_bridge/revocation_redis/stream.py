"""Listening to the stream of revocations in Redis."""

import asyncio
import time

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from ..audience import check_audience
from ..revocation.transport import ConnectionLost, RevocationSink
from .address import parse_address
from .reader import StreamReader

_TIMEOUT = 5.0
"""Seconds that Redis may take to answer, beyond the time that it was told to wait."""
BLOCK = 1.0
"""Seconds that a read waits for something new; each is a sign of life."""


class RedisRevocations:
    """A transport: the stream `jwt-auth-bridge:revocations:<audience>`, read as it comes while it runs.

    Each new connection begins with all that the stream holds, so nothing is lost when Redis restarts, trims
    the stream or loses it. Redis has to keep its data: an API that starts later does not hear of what it has
    forgotten. The user needs XRANGE and XREAD on this key, and EXISTS on `<this key>:issuer`: the sign that
    the auth server writes to this Redis, without which nothing counts as heard.

    :param url: `redis://` or, with TLS, `rediss://`, without options.
    :param audience: this API's name.
    :raises ConfigurationError: for another address, and for a name that is none.
    """

    def __init__(self, url: str, *, audience: str) -> None:
        self._address = parse_address(url)
        self._key = f"jwt-auth-bridge:revocations:{check_audience(audience)}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._address})"

    async def run(self, sink: RevocationSink) -> None:
        """Listen for as long as the connection lasts.

        :raises ConnectionLost: when it does no more.
        """
        try:
            await self._listen(sink)
        except ConnectionLost as lost:
            raise lost.to(str(self._address)) from None

    async def _listen(self, sink: RevocationSink) -> None:
        client = self._connect()
        reader = StreamReader(client, self._key, BLOCK, _TIMEOUT)
        try:
            async for asked in reader.read(sink):
                if not await reader.has_issuer():
                    raise ConnectionLost(
                        "no issuer writes to this Redis: set the same REDIS_URL on both sides"
                    )
                sink.heard(time.monotonic() - asked)
        except AuthenticationError:
            raise ConnectionLost("Redis refuses the user or the password of REDIS_URL") from None
        except NoPermissionError:
            raise ConnectionLost(
                "the user of REDIS_URL may not use XRANGE and XREAD on the stream and EXISTS on its :issuer"
            ) from None
        except (TimeoutError, RedisTimeoutError):
            raise ConnectionLost(f"no answer from Redis within {_TIMEOUT:g} seconds") from None
        except (RedisError, OSError) as error:
            # Not the message: nobody knows what is in it.
            raise ConnectionLost(f"Redis cannot be used ({type(error).__name__})") from None
        finally:
            await close(client)

    def _connect(self) -> Redis:
        address = self._address
        return Redis(
            host=address.host,
            port=address.port,
            db=address.database,
            username=address.username,
            password=address.password,
            ssl=address.is_encrypted,
            socket_connect_timeout=_TIMEOUT,
            # The reader has limits of its own.
            socket_timeout=None,
            # Whoever listens tries again, and reads all anew then.
            retry=Retry(NoBackoff(), 0),
            single_connection_client=True,
            protocol=2,
        )


async def close(client: Redis) -> None:
    """Close it, also when told to end meanwhile: cut short, redis-py leaves the connection open.

    Takes `_TIMEOUT` at most: the client gives up then.
    """
    closing = asyncio.create_task(client.aclose())
    cancelled: asyncio.CancelledError | None = None
    while not closing.done():
        try:
            await asyncio.wait([closing])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        raise cancelled
    await closing
