"""401 everywhere: each operation of the OpenAPI document but two wants a good token, first of all."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from jwt_auth_bridge.fastapi import unprotected_routes

from tests import operations
from tests.caller import Caller, is_problem
from tests.operations import Operation

EACH = pytest.mark.parametrize("operation", operations.PROTECTED, ids=str)
EACH_WITH_BODY = pytest.mark.parametrize("operation", operations.WITH_BODY, ids=str)

MISSING: dict[str, list[tuple[str, str]]] = {
    "none": [],
    "basic": [("Authorization", "Basic YWxpY2U6cGFzc3dvcmQ=")],
    "cookie": [("Cookie", "better-auth.session_token=abc; token=abc")],
    "identity headers": [("X-User-Id", "alice"), ("X-Forwarded-User", "alice")],
}
BAD = {
    "empty": [("Authorization", "Bearer ")],
    "garbled": [("Authorization", "Bearer abc.def.ghi")],
    "two spaces inside": [("Authorization", "Bearer abc def")],
    "huge": [("Authorization", "Bearer " + "a" * 9000)],
}


async def send(
    client: httpx2.AsyncClient, operation: Operation, headers: list[tuple[str, str]], **options: Any
) -> httpx2.Response:
    """Call the operation on a path of alice's."""
    return await client.request(operation.method, operation.path("alice"), headers=headers, **options)


@EACH
@pytest.mark.parametrize("headers", MISSING.values(), ids=MISSING)
async def test_401_everywhere_without_credentials(
    client: httpx2.AsyncClient, operation: Operation, headers: list[tuple[str, str]]
) -> None:
    """No bearer token: 401, and a challenge that names no error (RFC 6750 §3.1)."""
    response = await send(client, operation, headers)
    assert is_problem(response, 401, "token_missing")
    assert response.headers["www-authenticate"] == "Bearer"


@EACH
@pytest.mark.parametrize("headers", BAD.values(), ids=BAD)
async def test_401_everywhere_with_bad_credentials(
    client: httpx2.AsyncClient, operation: Operation, headers: list[tuple[str, str]]
) -> None:
    """A token that is none."""
    response = await send(client, operation, headers)
    assert is_problem(response, 401, "token_invalid")
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'


@EACH
async def test_401_everywhere_with_a_forged_token(
    client: httpx2.AsyncClient, operation: Operation, alice: Caller
) -> None:
    """One letter of a good signature changed, and the good token sent twice."""
    good = alice.headers["Authorization"]
    forged = good[:-10] + ("A" if good[-10] != "A" else "B") + good[-9:]
    assert is_problem(await send(client, operation, [("Authorization", forged)]), 401, "token_invalid")
    twice = [("Authorization", good), ("Authorization", good)]
    assert is_problem(await send(client, operation, twice), 401, "token_invalid")


@EACH_WITH_BODY
@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"\xff\xfe", b"[" * 50_000, b"x" * 70_000],
    ids=["open", "none", "bytes", "deep", "huge"],
)
async def test_401_everywhere_whatever_the_body(
    client: httpx2.AsyncClient, operation: Operation, body: bytes
) -> None:
    """A stranger learns nothing about bodies: they are not even read."""
    json = [("Content-Type", "application/json")]
    assert is_problem(await send(client, operation, json, content=body), 401, "token_missing")


@EACH_WITH_BODY
async def test_401_everywhere_before_the_body_is_received(app: FastAPI, operation: Operation) -> None:
    """The refusal does not wait for a body that never comes."""
    sent: list[Any] = []

    async def receive() -> Any:
        pytest.fail("the body was asked for")

    async def send_(message: Any) -> None:
        sent.append(message)

    path = operation.path("alice")
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": operation.method}
    headers = [(b"content-type", b"application/json"), (b"content-length", b"9")]
    place = {"path": path, "raw_path": path.encode(), "root_path": "", "query_string": b"", "scheme": "http"}
    await app({**scope, **place, "headers": headers}, receive, send_)
    assert sent[0]["status"] == 401


@EACH
async def test_401_everywhere_but_not_with_a_good_token(
    client: httpx2.AsyncClient, operation: Operation, alice: Caller
) -> None:
    """The same calls get past the guard with a good token, so it is the guard that refused them."""
    response = await client.request(
        operation.method, operation.path(alice.user_id), headers=dict(alice.headers)
    )
    assert response.status_code not in {401, 403, 405}, response.text


def test_401_everywhere_covers_every_route_but_two(app: FastAPI) -> None:
    """The document says so itself, and holds every route that the app has."""
    assert {str(operation) for operation in operations.ALL if not operation.secured} == {
        "GET /health",
        "GET /ready",
    }
    assert len(operations.PROTECTED) == 7
    assert app.openapi()["paths"].keys() == operations.load()["paths"].keys()


def test_every_route_has_its_guard_or_says_that_it_is_public(app: FastAPI) -> None:
    """What also keeps the service from starting, found here first."""
    assert unprotected_routes(app) == []


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"])
async def test_nothing_else_is_public(client: httpx2.AsyncClient, path: str) -> None:
    """No pages of documentation, which would load scripts from elsewhere, and no document."""
    assert is_problem(await client.get(path), 404, "not_found")
