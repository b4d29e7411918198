"""A refusal as ASGI messages. Nothing of the request is read for it."""

from ..errors import AuthError
from ..problem import MEDIA_TYPE, encode, problem_of
from .types import Scope, Send


async def answer(error: AuthError, scope: Scope, send: Send, *, debug: bool) -> None:
    """Answer a request, or a WebSocket's handshake before it is accepted."""
    kind = "http"
    if scope["type"] == "websocket":
        kind = "websocket.http"
        if "websocket.http.response" not in (scope.get("extensions") or {}):
            # This server cannot answer a handshake with a response of ours; it turns a close into a bare 403.
            await send({"type": "websocket.close", "code": 1008, "reason": ""})
            return
    body = encode(problem_of(error, debug=debug))
    headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), **error.headers()}
    await send(
        {
            "type": f"{kind}.response.start",
            "status": error.status,
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
    )
    await send({"type": f"{kind}.response.body", "body": body})
