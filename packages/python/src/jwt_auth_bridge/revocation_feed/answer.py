"""Whether an answer is the feed, and what to say when it is not."""

import re

import httpx2

from ..revocation.transport import ConnectionLost

TYPE = "application/x-ndjson"
_RETRY_AFTER = ("Retry-After", "X-Retry-After")
"""The second is Better Auth's, when its rate limit is reached."""
_SECONDS = re.compile(r"[0-9]{1,6}")
_MENDS = {
    401: ": the secrets, the audiences, the addresses or the clocks of both sides differ",
    404: ": set revocation in jwtBridge() of the auth server, or the same REDIS_URL here",
}


def check_answer(answer: httpx2.Response) -> None:
    """Let the feed pass.

    :raises ConnectionLost: for anything else.
    """
    if answer.status_code != 200:
        message = f"the feed answers {answer.status_code}{_MENDS.get(answer.status_code, '')}"
        raise ConnectionLost(message, retry_after=_retry_after(answer))
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != TYPE:
        raise ConnectionLost(f"the feed's answer is not {TYPE}")
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise ConnectionLost("the feed is compressed: something between here and there keeps lines back")


def _retry_after(answer: httpx2.Response) -> float:
    """In seconds. A date, which the header may be as well, counts as nothing."""
    values = (answer.headers.get(name, "") for name in _RETRY_AFTER)
    return float(next((value for value in values if _SECONDS.fullmatch(value)), "0"))
