"""A request is verified once, however many guards it has."""

import gc
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI
from starlette.requests import HTTPConnection

from jwt_auth_bridge import Verifier
from jwt_auth_bridge.fastapi import AuthBridge, Principal
from jwt_auth_bridge.fastapi.verified_request import verify_at_once

from ..conftest import ISSUER, NOW, Clock
from .app import bearer, client_of, make_app
from .site import handler, other_bridge

Token = Callable[..., str]


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> list[Verifier]:
    """Who verified a header, in order."""
    calls: list[Verifier] = []
    verify = Verifier.verify_at_once

    def count(self: Verifier, value: bytes | None) -> Principal | None:
        calls.append(self)
        return verify(self, value)

    monkeypatch.setattr(Verifier, "verify_at_once", count)
    return calls


@pytest.mark.parametrize("path", ["/me/tasks", "/api/alice/tasks"])
def test_before_the_body_and_for_the_handler(
    auth: AuthBridge, token: Token, verified: list[Verifier], path: str
) -> None:
    answer = client_of(make_app(auth)).post(path, json={"title": "t"}, headers=bearer(token("alice")))
    assert answer.json() == {"owner": "alice", "title": "t"}
    assert verified == [auth.verifier]


def test_two_guards_of_a_route(auth: AuthBridge, token: Token, verified: list[Verifier]) -> None:
    """And the second is asked all the same."""
    app = FastAPI(dependencies=[Depends(auth.principal)])
    auth.protect(app)
    app.get("/{user_id}", dependencies=[Depends(auth.path_owner)])(handler)
    client = client_of(app)
    assert client.get("/alice", headers=bearer(token("alice"))).status_code == 200
    assert client.get("/bob", headers=bearer(token("alice"))).status_code == 403
    assert verified == [auth.verifier] * 2


def test_each_request_anew(auth: AuthBridge, token: Token, verified: list[Verifier]) -> None:
    client = client_of(make_app(auth))
    assert client.get("/me", headers=bearer(token("alice"))).json() == "alice"
    assert client.get("/me", headers=bearer(token("bob"))).json() == "bob"
    assert client.get("/me").status_code == 401
    assert len(verified) == 3


def test_another_bridge_asks_itself(auth: AuthBridge, token: Token) -> None:
    other = other_bridge("reports")
    app = FastAPI()
    auth.protect(app)
    other.protect(app)
    app.get("/a", dependencies=[Depends(auth.principal), Depends(other.principal)])(handler)
    assert client_of(app).get("/a", headers=bearer(token("alice"))).status_code == 401


def test_another_header_is_verified(auth: AuthBridge, token: Token) -> None:
    async def impersonate(conn: HTTPConnection) -> None:
        conn.scope["headers"] = [(b"authorization", f"Bearer {token('bob')}".encode())]

    app = FastAPI(dependencies=[Depends(auth.principal), Depends(impersonate)])
    auth.protect(app)

    @app.get("/me")
    async def me(caller: Annotated[Principal, Depends(auth.optional_principal)]) -> str:
        return caller.user_id

    assert client_of(app).get("/me", headers=bearer(token("alice"))).json() == "bob"


@pytest.mark.parametrize(
    "claim",
    [True, "alice", ("alice",), {"user_id": "alice"}, Principal("alice", "s", ISSUER, frozenset(), {})],
)
def test_nobody_else_is_believed(auth: AuthBridge, claim: Any) -> None:
    """Whatever is put in its place: only the verifier vouches for a caller."""
    inner = make_app(auth)

    async def outer(scope: Any, receive: Any, send: Any) -> None:
        named = {f"jwt_auth_bridge.{name}": claim for name in ("verifier", "principal")}
        await inner({**scope, **named, "jwt_auth_bridge.authorization": None}, receive, send)

    assert client_of(outer).get("/me").status_code == 401  # type: ignore[arg-type]


def test_nothing_is_left_over_that_the_collector_counts(auth: AuthBridge, token: Token) -> None:
    """Of a caller who was seen before: each connection keeps what is in the scope until its next request."""
    headers = [(b"authorization", f"Bearer {token('alice')}".encode())]
    for _ in range(3):  # the first is verified, the second remembered
        scope: dict[str, Any] = {"headers": headers}
        before = sum(map(gc.is_tracked, scope.values()))
        known = verify_at_once(scope, auth.verifier)
    assert verify_at_once({"headers": headers}, auth.verifier) is known
    kept = [each for each in scope.values() if gc.is_tracked(each) and each not in (auth.verifier, known)]
    assert len(kept) == before


def test_a_token_that_expires_while_its_body_comes(auth: AuthBridge, token: Token, clock: Clock) -> None:
    """One decision for each request."""
    app = make_app(auth)

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        async def late() -> Any:
            clock.now = NOW + 10_000
            return await receive()

        await app(scope, late, send)

    client = client_of(slow)  # type: ignore[arg-type]
    headers = bearer(token("alice"))
    assert client.post("/me/tasks", json={"title": "t"}, headers=headers).status_code == 200
    assert client.post("/me/tasks", json={"title": "t"}, headers=headers).status_code == 401
