"""Listening to the stream of revocations in Redis, whatever happens to it."""

import asyncio

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import AuthenticationError, NoPermissionError, RedisError

from ..audience import check_audience
from ..revocation.keep_listening import RevocationLink
from ..revocation.revocations import Revocations
from .address import parse_address
from .reader import MessageError, StreamReader

_CONNECT_TIME = 5.0
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

    async def run(self, revocations: Revocations) -> None:
        """Listen until cancelled."""
        link = RevocationLink(str(self._address))
        while True:
            pause = await self._listen(revocations, link)
            await asyncio.sleep(pause)

    async def _listen(self, revocations: Revocations, link: RevocationLink) -> float:
        client = self._connect()
        reader = StreamReader(client, self._key, BLOCK)
        try:
            async for _ in reader.read(revocations):
                if await reader.has_issuer():
                    revocations.heard()
                    link.heard()
                else:
                    link.lost("no issuer writes to this Redis: set the same REDIS_URL on both sides")
        except MessageError as error:
            return link.lost(str(error))
        except AuthenticationError:
            return link.lost("it refuses the user or the password of REDIS_URL")
        except NoPermissionError:
            return link.lost(
                "the user of REDIS_URL may not use XRANGE and XREAD on the stream and EXISTS on its :issuer"
            )
        except (RedisError, OSError) as error:
            # Not the message: nobody knows what is in it.
            return link.ended(type(error).__name__)
        finally:
            await client.aclose()
        return link.ended("the reading has ended")

    def _connect(self) -> Redis:
        address = self._address
        return Redis(
            host=address.host,
            port=address.port,
            db=address.database,
            username=address.username,
            password=address.password,
            ssl=address.is_encrypted,
            socket_connect_timeout=_CONNECT_TIME,
            socket_timeout=BLOCK + _CONNECT_TIME,
            # Tried again by the transport, which reads all anew then.
            retry=Retry(NoBackoff(), 0),
            single_connection_client=True,
            protocol=2,
        )
