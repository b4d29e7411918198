"""Revocations and the lifespan of an ASGI app: heard from its start to its end."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from ..log import logger
from .listening import first_news, listening
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
        if scope["type"] == "lifespan":
            self._is_sure = True
            async with listening(self._revocations):
                await _Lifespan(self._revocations, receive, send).run(self.app, scope)
            return
        if not self._is_sure:
            self._is_sure = True
            if self._revocations.transport is not None and self._revocations.is_stale:
                logger.error(_UNHEARD)
        await self.app(scope, receive, send)


class _Lifespan:
    """One lifespan: the app's own with a longer start, or one in its place."""

    def __init__(self, revocations: Revocations, receive: Receive, send: Send) -> None:
        self._revocations = revocations
        self._receive = receive
        self._send = send
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
            await first_news(self._revocations)
        self._has_answered = True
        await self._send(message)

    async def _stand_in(self) -> None:
        if "lifespan.startup" not in self._received:
            await self._take()
        await self._answer({"type": "lifespan.startup.complete"})
        await self._take()
        await self._answer({"type": "lifespan.shutdown.complete"})
