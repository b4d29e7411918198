"""A real server, a real client: the handshake is refused with a real status, before it is accepted."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
import uvicorn
from starlette.testclient import TestClient
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from jwt_auth_bridge.fastapi import AuthBridge

from .app import bearer, make_app

Token = Callable[..., str]


@pytest.fixture(params=[True, False], ids=["protected", "plain"])
async def server(auth: AuthBridge, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    config = uvicorn.Config(
        make_app(auth, protect=request.param),
        port=0,
        log_level="error",
        ws="websockets-sansio",
        lifespan="off",
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
        await asyncio.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    yield f"ws://{host}:{port}"
    server.should_exit = True
    await task


@pytest.mark.parametrize(
    ("path", "user", "status"),
    [("/ws", None, 401), ("/api/alice/live", None, 401), ("/api/bob/live", "alice", 403)],
)
async def test_refused(server: str, token: Token, path: str, user: str | None, status: int) -> None:
    headers = bearer(token(user)) if user else {}
    with pytest.raises(InvalidStatus) as refused:
        await connect(server + path, additional_headers=headers)
    assert refused.value.response.status_code == status
    if status == 401:
        assert refused.value.response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("path", "text"), [("/ws", "alice"), ("/api/alice/live", "hello")])
async def test_admitted(server: str, token: Token, path: str, text: str) -> None:
    async with connect(server + path, additional_headers=bearer(token("alice"))) as socket:
        assert await socket.recv() == text


async def test_refused_with_a_problem(auth: AuthBridge) -> None:
    from starlette.testclient import WebSocketDenialResponse

    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        TestClient(make_app(auth)).websocket_connect("/ws"),
    ):
        pass
    assert refused.value.status_code == 401
    assert refused.value.json()["code"] == "token_missing"


async def test_refused_by_a_server_without_denial_responses(auth: AuthBridge) -> None:
    """Then it is closed before it is accepted, which such a server answers with 403."""
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/ws", "query_string": b"", "headers": [], "root_path": ""}
    await make_app(auth)(scope, receive, send)  # type: ignore[arg-type]
    assert [(message["type"], message["code"]) for message in sent] == [("websocket.close", 1008)]
