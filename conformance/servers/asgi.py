"""The contract's doors as a bare ASGI app, without any framework."""

import json
import logging
import os
import time

import uvicorn

from jwt_auth_bridge import Verifier, read_environment
from jwt_auth_bridge.asgi import (
    ASGIApp,
    AuthBridge,
    Receive,
    Scope,
    Send,
    optional_principal_of,
    principal_of,
)

given: float | None = None
"""Seconds since 1970; None for the time of day."""


def now() -> float:
    """What the verifier takes for the time."""
    return time.time() if given is None else given


async def health(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell that the server is up."""
    await answer(send, {"status": "ok"})


async def set_clock(_scope: Scope, receive: Receive, send: Send) -> None:
    """Set the time."""
    global given
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    given = json.loads(body)["now"]
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


async def me(scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell who is calling."""
    caller = principal_of(scope)
    # By UTF-16 units, as JavaScript sorts.
    scopes = sorted(caller.scopes, key=lambda text: text.encode("utf-16-be"))
    await answer(send, {"user_id": caller.user_id, "session_id": caller.session_id, "scopes": scopes})


async def optional(scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell who is calling, or that nobody is known to."""
    caller = optional_principal_of(scope)
    await answer(send, {"user_id": caller.user_id if caller else None})


async def tasks(scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell whose path it is."""
    await answer(send, {"user_id": principal_of(scope).user_id})


async def nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Tell that there is no such door."""
    await answer(send, {"status": "not found"}, status=404)


async def answer(send: Send, body: object, *, status: int = 200) -> None:
    """Answer with JSON."""
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": json.dumps(body).encode()})


settings = read_environment()
verifier = Verifier(issuer=settings.issuer, audience=settings.audience, keys=settings.keys, now=now)
auth = AuthBridge(verifier=verifier, debug=settings.debug)
owned = auth.path_owner(tasks, route="/api/{user_id}/tasks")
doors: dict[tuple[str, str], ASGIApp] = {
    ("GET", "/health"): health,
    ("PUT", "/clock"): set_clock,
    ("GET", "/me"): auth.principal(me, route="/me"),
    ("GET", "/optional"): auth.optional_principal(optional, route="/optional"),
}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Find the door of a request. None opens to a WebSocket."""
    if scope["type"] != "http":
        await send({"type": "websocket.close"})
        return
    found = doors.get((scope["method"], scope["path"]), nothing)
    if scope["method"] == "GET" and scope["path"].startswith("/api/"):
        found = owned
    await found(scope, receive, send)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    uvicorn.run(
        app,
        port=int(os.environ["PORT"]),
        http="h11" if os.environ.get("HTTP_PARSER") == "h11" else "httptools",
        log_level="warning",
        access_log=False,
        lifespan="off",
    )
