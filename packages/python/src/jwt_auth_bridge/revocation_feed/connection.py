"""One listener's connections, one after the other."""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Iterable

import httpx2

from ..revocation.keep_listening import RevocationLink
from ..revocation.revocations import Revocations
from .lines import FeedError, Mark, read_lines

_TYPE = "application/x-ndjson"
_RETRY_AFTER = ("Retry-After", "X-Retry-After")
"""The second is Better Auth's, when its rate limit is reached."""
LONGEST_WISH = 10.0
"""Seconds, whatever the server wants: what is known here must not get stale meanwhile."""
_SECONDS = re.compile(r"[0-9]{1,6}")
_MENDS = {
    401: ": set the same secret, JWT_AUDIENCE and BETTER_AUTH_URL on both sides, and compare the clocks",
    404: ": set revocation: true in jwtBridge(), and the same REDIS_URL on both sides or on neither",
}


class Connection:
    """Listens, and knows what it has heard when it listens again.

    :param tokens: each makes a token of the feed, with one key; the newest first, which the server may not
        know yet.
    :param silence: seconds without a line after which it is given up.
    """

    def __init__(
        self,
        client: httpx2.AsyncClient,
        url: str,
        tokens: Iterable[Callable[[], str]],
        revocations: Revocations,
        link: RevocationLink,
        silence: float,
    ) -> None:
        self._client = client
        self._url = url
        self._tokens = deque(tokens)
        self._refused = 0
        self._revocations = revocations
        self._link = link
        self._silence = silence
        self._cursor: str | None = None

    async def listen(self) -> float:
        """Listen for as long as it goes.

        :returns: seconds to wait before the next time.
        """
        try:
            async with asyncio.timeout(self._silence) as limit:
                answer = await self._client.send(self._request(), stream=True, follow_redirects=False)
                try:
                    if answer.status_code == 401 and self._has_another_key():
                        return 0
                    _check(answer)
                    await self._read(answer, limit)
                finally:
                    await answer.aclose()
        except TimeoutError:
            return self._link.lost(f"no line for {self._silence:g} seconds")
        except FeedError as error:
            return error.retry_after + self._link.lost(str(error))
        except httpx2.HTTPError as error:
            return self._link.ended(type(error).__name__)
        return self._link.ended("it ends the connection before all has come")

    def _request(self) -> httpx2.Request:
        headers = {
            "Accept": _TYPE,
            # What is compressed is kept back until there is enough of it.
            "Accept-Encoding": "identity",
            "Authorization": f"Bearer {self._tokens[0]()}",
        }
        params = None if self._cursor is None else {"cursor": self._cursor}
        return self._client.build_request("GET", self._url, headers=headers, params=params)

    def _has_another_key(self) -> bool:
        self._tokens.rotate(-1)
        self._refused = (self._refused + 1) % len(self._tokens)
        return self._refused != 0

    async def _read(self, answer: httpx2.Response, limit: asyncio.Timeout) -> None:
        self._refused = 0
        async for lines in read_lines(answer.aiter_raw()):
            if lines:
                limit.reschedule(asyncio.get_running_loop().time() + self._silence)
            for line in lines:
                if isinstance(line, Mark):
                    self._cursor = line.cursor
                    self._revocations.heard()
                    self._link.heard()
                else:
                    self._revocations.add(line)


def _check(answer: httpx2.Response) -> None:
    if answer.status_code != 200:
        message = f"it answers {answer.status_code}{_MENDS.get(answer.status_code, '')}"
        raise FeedError(message, retry_after=_retry_after(answer))
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise FeedError(f"its answer is not {_TYPE}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise FeedError("its answer is compressed: something between here and there keeps lines back")


def _retry_after(answer: httpx2.Response) -> float:
    """In seconds. A date, which the header may be as well, counts as nothing."""
    values = (answer.headers.get(name, "") for name in _RETRY_AFTER)
    wish = next((value for value in values if _SECONDS.fullmatch(value)), "0")
    return min(float(wish), LONGEST_WISH)
