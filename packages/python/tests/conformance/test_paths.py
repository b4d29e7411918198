"""A path belongs to the user whom it names, as it comes from a server: raw, and decoded once."""

from collections.abc import MutableMapping
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, FastAPI

from jwt_auth_bridge import Principal
from jwt_auth_bridge.fastapi import AuthBridge

from .vectors import each, load, verifier

POLICY = load("paths")["policy"]


@each("paths")
async def test_paths(vector: dict[str, Any]) -> None:
    """The guard, or the framework before it, answers as is written beside the path."""
    auth = AuthBridge(verifier=verifier(POLICY, vector["now"]))
    app = FastAPI()
    auth.protect(app)

    @app.get("/api/{user_id}/tasks")
    async def tasks(owner: Annotated[Principal, Depends(auth.path_owner)]) -> dict[str, str]:
        return {"user_id": owner.user_id}

    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(vector["path"]),
        "raw_path": vector["path"].encode("ascii"),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"authorization", f"Bearer {vector['token']}".encode())],
    }
    await app(scope, receive, send)
    assert len(statuses) == 1
    assert statuses[0] in vector["statuses"]
