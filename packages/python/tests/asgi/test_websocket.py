"""A handshake is refused before it is accepted: with the whole answer where the server can send one."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from jwt_auth_bridge import Verifier
from jwt_auth_bridge.asgi import AuthBridge, Receive, Scope, Send, principal_of

from .app import Answer, Inner, scope_of

Token = Callable[..., str]


async def greet(scope: Scope, receive: Receive, send: Send) -> None:
    assert (await receive())["type"] == "websocket.connect"
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": principal_of(scope).user_id})
    await send({"type": "websocket.close"})


@pytest.fixture
async def server(verifier: Verifier) -> AsyncIterator[str]:
    guarded = AuthBridge(verifier=verifier).path_owner(greet, route="/api/{user_id}")
    config = uvicorn.Config(guarded, port=0, log_level="error", ws="websockets-sansio", lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"ws://{host}:{port}"
    server.should_exit = True
    await task


@pytest.mark.parametrize(
    ("user", "status", "code"), [(None, 401, "token_missing"), ("bob", 403, "user_mismatch")]
)
async def test_refused(server: str, token: Token, user: str | None, status: int, code: str) -> None:
    headers = {"Authorization": f"Bearer {token(user)}"} if user else {}
    with pytest.raises(InvalidStatus) as refused:
        await connect(f"{server}/api/alice/live", additional_headers=headers)
    response = refused.value.response
    assert (response.status_code, response.headers["Content-Type"]) == (status, "application/problem+json")
    assert response.headers.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)
    assert json.loads(response.body)["code"] == code


async def test_admitted(server: str, token: Token) -> None:
    headers = {"Authorization": f"Bearer {token('alice')}"}
    async with connect(f"{server}/api/alice/live", additional_headers=headers) as socket:
        assert await socket.recv() == "alice"


@pytest.mark.parametrize("extensions", [{}, None, {"tls": {}}])
async def test_a_server_without_denial_responses(
    verifier: Verifier, extensions: object, caplog: pytest.LogCaptureFixture
) -> None:
    """Then it is closed before it is accepted, which such a server answers with 403. The log tells why."""
    caplog.set_level("INFO")
    answer, inner = Answer(), Inner()
    scope = scope_of("/live", type="websocket", extensions=extensions)
    del scope["method"]
    await AuthBridge(verifier=verifier).principal(inner, route="/live")(scope, answer.receive, answer.send)
    assert [(message["type"], message["code"]) for message in answer.messages] == [("websocket.close", 1008)]
    assert (inner.scopes, answer.reads) == ([], 0)
    assert [record.getMessage() for record in caplog.records] == [
        "refused 401 token_missing no_credentials: no Authorization header WEBSOCKET /live"
    ]
