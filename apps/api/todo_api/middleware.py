"""What holds for every request, as plain ASGI: headers, size of bodies, the unexpected, one line of log."""

import logging
import time
import traceback

from jwt_auth_bridge.fastapi import problem_response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from todo_api.problems import BodyTooLarge

MAX_BODY = 64 * 1024
"""Bytes. The longest valid body is under 30 KB: 2,200 characters, each escaped as 12 bytes."""

log = logging.getLogger("todo_api")


class Headers:
    """Answers are one caller's and this moment's: no cache may keep them (RFC 9111 §5.2.2.5)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to whatever is answered."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Cache-Control"] = "no-store"
                # Both always: an answer without an Origin must not be taken for one with it.
                headers["Vary"] = "Authorization, Origin"
                headers["X-Content-Type-Options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, send_with_headers)


class AccessLog:
    """One line a request: method, route template, status, milliseconds. No path, for paths hold user ids."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the line when the answer is complete."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        started = time.perf_counter()
        status = 0

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            elapsed = (time.perf_counter() - started) * 1000
            log.info("%s %s %d %.1f ms", scope["method"], route, status, elapsed)


class CatchAll:
    """What nobody expected is a 500 problem, inside CORS so that the web app can read it.

    The log gets the kind of error and the place, never its message: a driver's message may hold a row.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 500, unless an answer has begun: then there is nothing left but to cut it off."""
        begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception as error:
            place = "".join(traceback.format_tb(error.__traceback__))
            log.error("unexpected %s\n%s", type(error).__name__, place)  # noqa: TRY400 (see above)
            if begun or scope["type"] != "http":
                raise
            answer = problem_response(500, "internal_error", "Something went wrong here. It has been logged.")
            await answer(scope, receive, send)


class BodyLimit:
    """No body over MAX_BODY is read, whatever its length claims to be.

    The refusal comes when the body is asked for, after the caller was checked: 401 goes before 413.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is received; raise BodyTooLarge where the app asks for more."""
        seen = 0

        async def receive_counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY:
                raise BodyTooLarge
            return message

        await self.app(scope, receive_counted, send)
