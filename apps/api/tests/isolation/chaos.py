"""What goes wrong in the middle of a request, as the request itself orders it by the header X-Chaos.

* `cancel N`: the request's task is cancelled where it waits for the N-th time.
* `raise begin`, `raise before N`, `raise after N`: an exception as a transaction begins, before or after the
  N-th statement.
* `raise commit`, `raise committed`: an exception on either side of a commit.
* `raise left`: an exception after which SQLAlchemy gives the connection back in mid-transaction: in a
  listener of the engine's, as it is about to commit.

For tests alone: the app knows nothing of it.
"""

import asyncio
import re
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.isolation.interrupted import Interrupted

ORDER = re.compile(
    rb"cancel (?P<waits>\d+)|raise (?P<place>begin|before|after|commit|left|committed)(?: (?P<nth>\d+))?"
)


class InjectedError(Exception):
    """What code of an app may raise anywhere."""


@dataclass
class Trouble:
    """An exception, and where in a request it is raised."""

    place: str
    nth: int | None
    """Of the statements; None where it does not matter."""
    statements: int = 0

    def arrive(self, place: str) -> None:
        """Raise at this place."""
        if place == self.place and self.nth in (None, self.statements):
            raise InjectedError


_trouble: ContextVar[Trouble | None] = ContextVar("trouble", default=None)


def _arrive(place: str, *, statement: bool = False) -> None:
    trouble = _trouble.get()
    if trouble is not None:
        trouble.statements += statement
        trouble.arrive(place)


def disturb(engine: Engine) -> None:
    """Let requests order exceptions in the transactions of this engine."""

    @event.listens_for(engine, "begin")
    def begin(_connection: Any) -> None:
        _arrive("begin")

    @event.listens_for(engine, "before_cursor_execute")
    def before(*_: Any) -> None:
        _arrive("before", statement=True)

    @event.listens_for(engine, "after_cursor_execute")
    def after(*_: Any) -> None:
        _arrive("after")

    @event.listens_for(engine, "commit")
    def left(_connection: Any) -> None:
        _arrive("left")

    @event.listens_for(Session, "before_commit")
    def commit(_session: Session) -> None:
        _arrive("commit")

    @event.listens_for(Session, "after_commit")
    def committed(_session: Session) -> None:
        _arrive("committed")


class Chaos:
    """Around the app: obeys the header, and answers for a task that was cancelled."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request in the way that it orders."""
        headers: dict[bytes, bytes] = dict(scope.get("headers", ()))
        found = ORDER.fullmatch(headers.get(b"x-chaos", b""))
        if found is None:
            await self.app(scope, receive, send)
        elif found["waits"] is not None:
            await self._cancelled(scope, receive, send, int(found["waits"]))
        else:
            trouble = Trouble(found["place"].decode(), int(found["nth"]) if found["nth"] else None)
            token = _trouble.set(trouble)
            try:
                await self.app(scope, receive, send)
            finally:
                _trouble.reset(token)

    async def _cancelled(self, scope: Scope, receive: Receive, send: Send, waits: int) -> None:
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        interrupted = Interrupted(self.app(scope, receive, send_and_note), waits)  # type: ignore[arg-type]
        try:
            await interrupted
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if not interrupted.happened or task is None:
                raise
            task.uncancel()
            if begun:
                raise
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b""})
