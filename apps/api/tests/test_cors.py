"""CORS: the web app's origin may call from a browser, and no other may."""

import httpx2
import pytest

from tests.caller import Caller, is_problem

ORIGIN = "http://localhost:3000"
OTHERS = (
    "http://evil.example",
    "http://localhost:3000.evil.example",
    "http://localhost:30000",
    "https://localhost:3000",
    "http://127.0.0.1:3000",
    "http://LOCALHOST:3000",
    "http://localhost:3000/",
    "null",
    "",
    "*",
)


def preflight(origin: str, method: str = "POST", headers: str = "authorization") -> dict[str, str]:
    """What a browser asks before it sends the request itself."""
    return {
        "Origin": origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": headers,
    }


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
async def test_cors_admits_the_web_origin(client: httpx2.AsyncClient, method: str) -> None:
    """With the methods and headers that it needs, without a token, and without cookies."""
    headers = preflight(ORIGIN, method, "authorization, content-type, idempotency-key")
    response = await client.request("OPTIONS", "/api/alice/tasks", headers=headers)
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == ORIGIN
    assert method in response.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in response.headers
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("origin", OTHERS, ids=repr)
async def test_cors_admits_no_other_origin(alice: Caller, origin: str) -> None:
    """Neither before the request nor on its answer."""
    refused = await alice.client.request("OPTIONS", alice.path, headers=preflight(origin))
    assert is_problem(refused, 400, "cors_refused")
    answered = await alice.call("GET", headers={"Origin": origin})
    for response in (refused, answered):
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "headers", [preflight(ORIGIN, "TRACE"), preflight(ORIGIN, "POST", "x-user-id")], ids=["method", "header"]
)
async def test_cors_admits_no_other_method_or_header(
    client: httpx2.AsyncClient, headers: dict[str, str]
) -> None:
    """Only what the API knows."""
    response = await client.request("OPTIONS", "/api/alice/tasks", headers=headers)
    assert is_problem(response, 400, "cors_refused")


async def test_cors_lets_the_web_app_read_answers(alice: Caller) -> None:
    """Refusals included, and the headers that it acts on."""
    for headers in ({"Origin": ORIGIN}, {"Origin": ORIGIN, "Authorization": "Bearer x"}):
        response = await alice.call("GET", headers=headers)
        assert response.headers["access-control-allow-origin"] == ORIGIN
        exposed = response.headers["access-control-expose-headers"].split(", ")
        assert sorted(exposed) == ["Location", "Retry-After"]
