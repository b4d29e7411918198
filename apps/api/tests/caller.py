"""A signed-in user of the API, as the tests see one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx2
from jwt_auth_bridge import Principal

Json = dict[str, Any]


@dataclass(frozen=True)
class Caller:
    """Calls the API with a good token of this user."""

    user_id: str
    client: httpx2.AsyncClient
    headers: Mapping[str, str]

    @property
    def principal(self) -> Principal:
        """The user as a route of the API gets them."""
        return principal(self.user_id)

    @property
    def path(self) -> str:
        """The user's collection of tasks."""
        return f"/api/{self.user_id}/tasks"

    async def call(self, method: str, suffix: str = "", **options: Any) -> httpx2.Response:
        """Send a request to the user's own path."""
        headers = {**self.headers, **options.pop("headers", {})}
        return await self.client.request(method, self.path + suffix, headers=headers, **options)

    async def add(self, title: str, **fields: Any) -> Json:
        """Add a task that must be accepted."""
        response = await self.call("POST", json={"title": title, **fields})
        assert response.status_code == 201, response.text
        body: Json = response.json()
        return body

    async def page(self, **query: Any) -> Json:
        """One page of a list that must be answered."""
        response = await self.call("GET", params=query)
        assert response.status_code == 200, response.text
        body: Json = response.json()
        return body

    async def walk(self, **query: Any) -> list[Json]:
        """Every task of a list, page by page."""
        found: list[Json] = []
        page = await self.page(**query)
        found += page["items"]
        while page["next_cursor"] is not None:
            page = await self.page(**query, cursor=page["next_cursor"])
            assert page["items"], "a cursor led to an empty page"
            found += page["items"]
        return found


def principal(user_id: str) -> Principal:
    """A user of whom no token tells: for tests below the routes."""
    return Principal(user_id, "session", "http://localhost:3000", frozenset(), {})


def is_problem(response: httpx2.Response, status: int, code: str) -> bool:
    """Check that this is a problem of this status and code, in full form."""
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert body["type"] == "about:blank"
    assert body["title"]
    assert body["detail"]
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    return True
