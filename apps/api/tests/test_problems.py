"""problem+json everywhere: whatever goes wrong is answered in one form, with its headers."""

import logging
from typing import Any

import httpx2
import pytest

from tests.caller import Caller, is_problem
from todo_api.repository import OwnTasks

UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize(
    "path", ["/", "/api", "/api/alice", "/api/alice/tasks/", "/health/", "/%00", "/../etc"]
)
async def test_problem_json_for_unknown_routes(client: httpx2.AsyncClient, path: str) -> None:
    """404 for strangers too, and no redirect to a path that would exist."""
    assert is_problem(await client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/health", "GET"),
        ("DELETE", "/api/alice/tasks", "GET, POST"),
        ("POST", f"/api/alice/tasks/{UNKNOWN}", "DELETE, GET, PATCH, PUT"),
        ("GET", f"/api/alice/tasks/{UNKNOWN}/complete", "PATCH"),
        ("BREW", "/api/alice/tasks", "GET, POST"),
    ],
)
async def test_problem_json_for_wrong_methods(
    client: httpx2.AsyncClient, method: str, path: str, allow: str
) -> None:
    """405 names every method that the path knows (RFC 9110 §15.5.6)."""
    response = await client.request(method, path)
    assert response.headers["allow"] == allow
    assert is_problem(response, 405, "method_not_allowed")


async def test_an_unknown_task_and_an_unknown_route_look_alike(alice: Caller) -> None:
    """One body for a code."""
    unknown = await alice.call("GET", f"/{UNKNOWN}")
    assert unknown.json() == (await alice.client.get("/nowhere")).json()


async def test_problem_json_for_the_unexpected(
    alice: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """500 says nothing but that; the log says what kind and where, not the message; CORS lets it be read."""

    async def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError(f"row of {alice.user_id}")

    monkeypatch.setattr(OwnTasks, "page", broken)
    with caplog.at_level(logging.INFO):
        response = await alice.call("GET", headers={"Origin": "http://localhost:3000"})
    assert is_problem(response, 500, "internal_error")
    assert "ZeroDivisionError" not in response.text
    assert response.headers["access-control-allow-origin"] == "http://localhost:3000"
    assert "unexpected ZeroDivisionError" in caplog.text
    assert "in broken" in caplog.text
    assert f"row of {alice.user_id}" not in caplog.text


@pytest.mark.parametrize("status", [200, 201, 204, 401, 403, 404, 405, 422])
async def test_no_answer_may_be_kept_by_a_cache(alice: Caller, bob: Caller, status: int) -> None:
    """no-store and Vary on every kind of answer: A's must never be shown to B."""
    task = await alice.add("Milk")
    path, good = alice.path, dict(alice.headers)
    method, path, headers, json = {
        200: ("GET", path, good, None),
        201: ("POST", path, good, {"title": "Bread"}),
        204: ("DELETE", f"{path}/{task['id']}", good, None),
        401: ("GET", path, {}, None),
        403: ("GET", bob.path, good, None),
        404: ("GET", f"{path}/{UNKNOWN}", good, None),
        405: ("DELETE", path, good, None),
        422: ("POST", path, good, {}),
    }[status]
    for origin in ({}, {"Origin": "http://localhost:3000"}, {"Origin": "http://evil.example"}):
        response = await alice.client.request(method, path, headers=headers | origin, json=json)
        if status != 204:
            assert response.status_code == status
        assert response.headers.get_list("cache-control") == ["no-store"]
        assert response.headers.get_list("vary") == ["Authorization, Origin"]
        assert response.headers["x-content-type-options"] == "nosniff"


async def test_the_log_has_one_line_a_request_and_nobody_in_it(
    alice: Caller, bob: Caller, caplog: pytest.LogCaptureFixture
) -> None:
    """Method, route template, status, time. No user, no task, no token, also where a request is refused."""
    with caplog.at_level(logging.DEBUG):
        task = await alice.add("Milk")
        await alice.call("GET", f"/{task['id']}?cursor=x")
        await alice.client.get(bob.path, headers=dict(alice.headers))
        await alice.client.get("/nowhere")
    lines = [record.getMessage() for record in caplog.records if record.name == "todo_api"]
    assert [line.rsplit(" ", 2)[0] for line in lines] == [
        "POST /api/{user_id}/tasks 201",
        "GET /api/{user_id}/tasks/{task_id} 200",
        "GET /api/{user_id}/tasks 403",
        "GET - 404",
    ]
    ours = "\n".join(r.getMessage() for r in caplog.records if r.name in {"todo_api", "jwt_auth_bridge"})
    assert "user_mismatch" in ours
    token = alice.headers["Authorization"].removeprefix("Bearer ")
    for secret in (alice.user_id, bob.user_id, task["id"], token, "cursor=x", "Milk"):
        assert secret not in ours


async def test_health_and_ready(client: httpx2.AsyncClient) -> None:
    """Public, and both well here."""
    for path in ("/health", "/ready"):
        response = await client.get(path)
        assert (response.status_code, response.json()) == (200, {"status": "ok"})
