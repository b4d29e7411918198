"""The document tells what an operation may answer."""

from typing import Any

import pytest
from fastapi import FastAPI

from jwt_auth_bridge.fastapi import AuthBridge

from .app import client_of, make_app


@pytest.fixture
def document(auth: AuthBridge) -> dict[str, Any]:
    return client_of(make_app(auth)).get("/openapi.json").json()  # type: ignore[no-any-return]


def test_scheme(document: dict[str, Any]) -> None:
    """One HTTP bearer scheme for all three dependencies."""
    (scheme,) = document["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"], scheme["bearerFormat"]) == ("http", "bearer", "JWT")


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/me", "get", {"200", "401", "503"}),
        ("/me/tasks", "post", {"200", "401", "503", "422"}),
        ("/hello", "get", {"200", "401", "503"}),
        ("/scoped", "get", {"200", "401", "403", "503"}),
        ("/api/{user_id}/tasks", "get", {"200", "401", "403", "503"}),
        ("/api/{user_id}/tasks", "post", {"200", "401", "403", "503", "422"}),
        ("/open", "post", {"200", "422"}),
    ],
)
def test_answers(document: dict[str, Any], path: str, method: str, statuses: set[str]) -> None:
    responses = document["paths"][path][method]["responses"]
    assert set(responses) == statuses
    for status in statuses & {"401", "403", "503"}:
        schema = responses[status]["content"]["application/problem+json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}
    assert "security" not in document["paths"]["/open"]["post"]


def test_codes_are_named(document: dict[str, Any]) -> None:
    responses = document["paths"]["/api/{user_id}/tasks"]["get"]["responses"]
    assert "token_missing" in responses["401"]["description"]
    assert "user_mismatch" in responses["403"]["description"]
    assert "insufficient_scope" not in responses["403"]["description"]
    assert "token_missing" not in document["paths"]["/hello"]["get"]["responses"]["401"]["description"]


def test_optional_also_works_without_credentials(document: dict[str, Any]) -> None:
    assert {} in document["paths"]["/hello"]["get"]["security"]
    assert {} not in document["paths"]["/me"]["get"]["security"]


def test_what_the_app_wrote_stays(auth: AuthBridge) -> None:
    from fastapi import Depends

    app = FastAPI()
    auth.protect(app)

    @app.get("/x", dependencies=[Depends(auth.principal)], responses={401: {"description": "mine"}})
    async def endpoint() -> None: ...

    document = app.openapi()
    assert document["paths"]["/x"]["get"]["responses"]["401"] == {"description": "mine"}
    assert app.openapi() == document


def test_the_owner_of_a_path_is_described_once(auth: AuthBridge) -> None:
    """A handler behind `path_owner` need not take `user_id`; the document has to."""
    from fastapi import Depends

    app = FastAPI()
    auth.protect(app)

    @app.get("/api/{user_id}/a", dependencies=[Depends(auth.path_owner)])
    async def untaken() -> None: ...

    @app.get("/api/{user_id}/b", dependencies=[Depends(auth.path_owner)])
    async def taken(user_id: str) -> None: ...

    @app.get("/{account_id}", dependencies=[Depends(auth.principal)])
    async def of_others(account_id: str) -> None: ...

    described = {
        path: [(each["name"], each["in"], each["required"]) for each in item["get"]["parameters"]]
        for path, item in app.openapi()["paths"].items()
    }
    assert described == {
        "/api/{user_id}/a": [("user_id", "path", True)],
        "/api/{user_id}/b": [("user_id", "path", True)],
        "/{account_id}": [("account_id", "path", True)],
    }


def test_an_app_without_guards_is_left_alone(auth: AuthBridge) -> None:
    plain, protected = FastAPI(), FastAPI()
    auth.protect(protected)
    assert plain.openapi() == protected.openapi()
