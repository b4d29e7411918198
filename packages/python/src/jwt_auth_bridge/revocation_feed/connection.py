"""Asking for the feed, with the keys that there are."""

import time
from collections import deque
from collections.abc import Callable

import httpx2

from .answer import TYPE


async def ask(
    client: httpx2.AsyncClient, url: str, cursor: str | None, tokens: deque[Callable[[], str]]
) -> tuple[float, httpx2.Response]:
    """Ask with each token until one is not refused. A redirect is not followed.

    :param cursor: the last that was heard.
    :param tokens: each makes one, with a key of its own; one that is not refused is the first the next time.
    :returns: when it was asked, by `time.monotonic()`, and what the answer is, to be closed: a 401 when all
        were refused.
    """
    params = None if cursor is None else {"cursor": cursor}
    left = len(tokens)
    while True:
        left -= 1
        headers = {
            "Accept": TYPE,
            # What is compressed is kept back until there is enough of it.
            "Accept-Encoding": "identity",
            "Authorization": f"Bearer {tokens[0]()}",
        }
        asked = time.monotonic()
        request = client.build_request("GET", url, headers=headers, params=params)
        answer = await client.send(request, stream=True, follow_redirects=False)
        if answer.status_code != 401:
            return asked, answer
        tokens.rotate(-1)
        if left == 0:
            return asked, answer
        await answer.aclose()
