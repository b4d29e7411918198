"""The audit, from outside and over HTTP: of the real app, and of the same with a broken route."""

from typing import Annotated, Any
from uuid import uuid4

import pytest
from fastapi import Body, Depends, FastAPI, HTTPException
from jwt_auth_bridge.fastapi import AuthBridge, Principal
from jwt_auth_bridge.testing import audit_api
from sqlalchemy import URL

from tests.conftest import WEB_ORIGIN
from todo_api.main import create_app
from todo_api.settings import Settings

ONE_DATABASE = pytest.mark.parametrize("empty_database", ["sqlite"], indirect=True, scope="session")
"""What the audit itself can see is the same whatever lies behind the app."""


@pytest.fixture
def served(migrated: URL, auth: AuthBridge) -> FastAPI:
    """The real app, not started: the audit does that, in a thread of its own."""
    return create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN))


@pytest.fixture
def settings(jwt_bridge_secret: str, jwt_bridge_issuer: str, jwt_bridge_audience: str) -> dict[str, Any]:
    """What the users' tokens are minted with."""
    return {"secret": jwt_bridge_secret, "issuer": jwt_bridge_issuer, "audience": jwt_bridge_audience}


def test_nobody_sees_anothers_data(served: FastAPI, settings: dict[str, Any]) -> None:
    """Every operation is tested, and none leaks."""
    report = audit_api(served, **settings)
    tested = {row["operation"] for row in report["rows"]}
    assert {"GET /api/{user_id}/tasks", "DELETE /api/{user_id}/tasks/{task_id}"} <= tested


@ONE_DATABASE
def test_a_broken_route_is_found(served: FastAPI, auth: AuthBridge, settings: dict[str, Any]) -> None:
    """Drafts are kept for whoever is signed in, and handed out to whoever knows an id."""
    drafts: dict[str, str] = {}

    @served.post("/drafts", status_code=201)
    async def add(
        _caller: Annotated[Principal, Depends(auth.principal)], text: Annotated[str, Body(embed=True)]
    ) -> dict[str, str]:
        draft_id = str(uuid4())
        drafts[draft_id] = text
        return {"id": draft_id, "text": text}

    @served.get("/drafts/{draft_id}")
    async def read(draft_id: str, _caller: Annotated[Principal, Depends(auth.principal)]) -> dict[str, str]:
        if draft_id not in drafts:
            raise HTTPException(404)
        return {"id": draft_id, "text": drafts[draft_id]}

    with pytest.raises(AssertionError, match=r"foreign-object  GET /drafts/\{draft_id\}: ") as found:
        audit_api(served, **settings)
    assert settings["secret"] not in str(found.value)
    assert "eyJ" not in str(found.value)


@ONE_DATABASE
def test_a_wrong_secret_is_no_pass(served: FastAPI, settings: dict[str, Any]) -> None:
    """With tokens that the API does not take, nothing is known, and the test fails."""
    wrong: dict[str, Any] = {**settings, "secret": "another-secret-that-the-api-does-not-know-1234"}
    with pytest.raises(AssertionError, match="THE TOKENS WERE NOT TAKEN"):
        audit_api(served, **wrong)
