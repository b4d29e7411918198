"""Revocations and the lifespan of an ASGI app: heard from its start to its end."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..log import logger
from .ending import told_to_end
from .listening import first_news_unless, listening
from .revocations import Revocations

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Message, Receive, Send], Awaitable[None]]

_UNHEARD = (
    "revocations: nobody listens to them: this app is not told of its start. The server sends no lifespan "
    "events, or the app is mounted in another. Put `async with auth.listening():` into the other's lifespan"
)


class RevocationLifespan:
    """ASGI middleware. The app has started when all that was published is known, and its own start is done.

    An app without lifespan is given one.
    """

    def __init__(self, app: ASGIApp, *, revocations: Revocations) -> None:
        self.app = app
        self._revocations = revocations
        self._is_sure = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        # `async`, though the gates are not: outermost, and by that servers tell ASGI 3 from its predecessor.
        if scope["type"] == "lifespan":
            await self._listen(scope, receive, send)
            return
        if not self._is_sure:
            self._is_sure = True
            if self._revocations.transport is not None and self._revocations.is_stale:
                logger.error(_UNHEARD)
        await self.app(scope, receive, send)

    async def _listen(self, scope: Message, receive: Receive, send: Send) -> None:
        self._is_sure = True
        # From here on: a signal that comes during the app's own start does not come again.
        with told_to_end() as is_ending:
            lifespan = _Lifespan(self._revocations, receive, send, is_ending)
            async with listening(self._revocations):
                await lifespan.run(self.app, scope)


class _Lifespan:
    """One lifespan: the app's own with a longer start, or one in its place."""

    def __init__(
        self, revocations: Revocations, receive: Receive, send: Send, is_ending: Callable[[], bool]
    ) -> None:
        self._revocations = revocations
        self._receive = receive
        self._send = send
        self._is_ending = is_ending
        self._received: set[str] = set()
        self._has_answered = False

    async def run(self, app: ASGIApp, scope: Message) -> None:
        try:
            await app(scope, self._take, self._answer)
        except Exception:
            # Before an answer it says that it knows of no lifespan (ASGI, lifespan protocol).
            if self._has_answered:
                raise
        if not self._has_answered:
            await self._stand_in()

    async def _take(self) -> Message:
        message = await self._receive()
        self._received.add(message["type"])
        return message

    async def _answer(self, message: Message) -> None:
        if message["type"] == "lifespan.startup.complete":
            await first_news_unless(self._is_ending, self._revocations)
        self._has_answered = True
        await self._send(message)

    async def _stand_in(self) -> None:
        if "lifespan.startup" not in self._received:
            await self._take()
        await self._answer({"type": "lifespan.startup.complete"})
        await self._take()
        await self._answer({"type": "lifespan.shutdown.complete"})
