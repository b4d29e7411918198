"""A bare ASGI app, and a server's part in talking to it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from jwt_auth_bridge.asgi import ASGIApp, Message, Receive, Scope, Send, optional_principal_of


class Inner:
    """The app behind a guard. Keeps the scopes that reach it, and answers with the caller's id."""

    def __init__(self) -> None:
        self.scopes: list[Scope] = []

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.scopes.append(scope)
        if scope["type"] == "lifespan":
            return
        caller = optional_principal_of(scope)
        body = caller.user_id.encode() if caller else b"nobody"
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})


class Answer:
    """What an app sent. Whoever reads the request for it finds out: nothing in it may be read."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.reads = 0

    async def receive(self) -> Message:
        self.reads += 1
        return {"type": "http.request", "body": b"x" * 65536, "more_body": True}

    async def send(self, message: Message) -> None:
        self.messages.append(message)

    @property
    def status(self) -> int:
        status: int = self.messages[0]["status"]
        return status

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.messages[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.messages[1:])


def scope_of(path: str, authorization: Sequence[str] = (), **more: Any) -> Scope:
    """The scope of a GET request, with the path decoded once as servers do."""
    return {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"host", b"api"), *((b"authorization", value.encode()) for value in authorization)],
        **more,
    }


async def ask(app: ASGIApp, path: str, *tokens: str, **more: Any) -> Answer:
    """GET a path, with an Authorization header for each token."""
    answer = Answer()
    scope = scope_of(path, [f"Bearer {token}" for token in tokens], **more)
    await app(scope, answer.receive, answer.send)
    return answer
