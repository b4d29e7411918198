"""Revocations for the tests of an app: no auth server, no Redis; sessions end when a test says so."""

import asyncio
import time
from collections.abc import Generator
from contextlib import contextmanager

from ..bridge import Bridge
from ..revocation.entry import SessionEnded, UserTokensEnded
from ..revocation.revocations import Revocations
from ..revocation.transport import RevocationSink

_LIFETIME = 3600.0


class PublishedRevocations:
    """What an auth server would publish. It is known at once."""

    def __init__(self, revocations: Revocations) -> None:
        self._revocations = revocations

    def end_session(self, session_id: str) -> None:
        """Every token of this session is refused from now on."""
        self._revocations.add(SessionEnded(session_id, time.time() + _LIFETIME))

    def end_user(self, user_id: str, *, before: float | None = None) -> None:
        """Every token of this user that was issued up to a moment is refused: up to now, unless set."""
        now = time.time()
        self._revocations.add(UserTokensEnded(user_id, now if before is None else before, now + _LIFETIME))


@contextmanager
def published_revocations(auth: Bridge) -> Generator[PublishedRevocations]:
    """Have a bridge hear of what a test says, and of nothing else, for the length of the block.

    Its app starts at once, and what ends in the block stays ended for that bridge.

    :raises RuntimeError: when the bridge knows of no revocations: a test would show nothing.
    """
    revocations = auth.verifier.revocations
    if revocations is None:
        raise RuntimeError("This bridge knows of no revocations. Make it with from_env(revocation=...)")
    transport, revocations.transport = revocations.transport, _Present()
    # Known without a start too, as in a TestClient that is used without `with`.
    revocations.heard()
    try:
        yield PublishedRevocations(revocations)
    finally:
        revocations.transport = transport


class _Present:
    """Always there, with nothing of its own to say."""

    async def run(self, sink: RevocationSink) -> None:
        while True:
            sink.heard()
            await asyncio.sleep(1)
