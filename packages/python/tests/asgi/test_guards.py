"""Who gets through to an app behind a guard, and what the others are told."""

import json
import time
from collections.abc import Callable

import pytest

from jwt_auth_bridge import ConfigurationError, Principal, SharedSecret, TokenMissing, Verifier
from jwt_auth_bridge.asgi import ASGIApp, AuthBridge, optional_principal_of, principal_of

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from .app import Answer, Inner, ask, scope_of

Token = Callable[..., str]


@pytest.fixture
def auth(verifier: Verifier) -> AuthBridge:
    return AuthBridge(verifier=verifier)


@pytest.fixture
def inner() -> Inner:
    return Inner()


@pytest.fixture
def guards(auth: AuthBridge, inner: Inner) -> dict[str, ASGIApp]:
    return {
        "principal": auth.principal(inner, route="/reports"),
        "optional": auth.optional_principal(inner, route="/reports"),
        "owner": auth.path_owner(inner, route="/api/{user_id}"),
    }


EVERY = pytest.mark.parametrize("guard", ["principal", "optional", "owner"])


@EVERY
async def test_a_caller_is_let_through(
    guards: dict[str, ASGIApp], inner: Inner, token: Token, guard: str
) -> None:
    answer = await ask(guards[guard], "/api/alice", token("alice", claims={"scope": "tasks:read"}))
    assert (answer.status, answer.body) == (200, b"alice")
    caller = principal_of(inner.scopes[0])
    assert optional_principal_of(inner.scopes[0]) is caller
    assert (caller.user_id, caller.scopes) == ("alice", frozenset({"tasks:read"}))


@EVERY
@pytest.mark.parametrize("value", ["Bearer", "Bearer x", "Bearer a.b.c", "Bearer a b"])
async def test_bad_credentials_are_refused(
    guards: dict[str, ASGIApp], inner: Inner, guard: str, value: str
) -> None:
    """Behind the optional guard too: never silently anonymous."""
    answer = Answer()
    await guards[guard](scope_of("/api/alice", [value]), answer.receive, answer.send)
    assert (answer.status, answer.headers[b"www-authenticate"]) == (401, b'Bearer error="invalid_token"')
    assert json.loads(answer.body)["code"] == "token_invalid"
    assert inner.scopes == []


@EVERY
async def test_two_headers_are_refused(guards: dict[str, ASGIApp], token: Token, guard: str) -> None:
    answer = await ask(guards[guard], "/api/alice", token("alice"), token("alice"))
    assert json.loads(answer.body)["code"] == "token_invalid"


@pytest.mark.parametrize("guard", ["principal", "owner"])
async def test_nobody_is_refused(guards: dict[str, ASGIApp], inner: Inner, guard: str) -> None:
    answer = await ask(guards[guard], "/api/alice")
    assert answer.status == 401
    assert answer.headers == {
        b"content-type": b"application/problem+json",
        b"content-length": str(len(answer.body)).encode(),
        b"cache-control": b"no-store",
        b"www-authenticate": b"Bearer",
    }
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Sign in to use this resource.",
        "code": "token_missing",
    }
    assert (inner.scopes, answer.reads) == ([], 0)


async def test_nobody_is_let_through_where_a_caller_is_optional(
    guards: dict[str, ASGIApp], inner: Inner
) -> None:
    assert (await ask(guards["optional"], "/reports")).body == b"nobody"
    answer = Answer()
    await guards["optional"](scope_of("/reports", ["Basic YTpi"]), answer.receive, answer.send)
    assert answer.body == b"nobody"
    assert [optional_principal_of(scope) for scope in inner.scopes] == [None, None]
    with pytest.raises(ConfigurationError, match="optional_principal_of"):
        principal_of(inner.scopes[0])


async def test_the_clock_is_the_verifiers(guards: dict[str, ASGIApp], token: Token, clock: Clock) -> None:
    clock.now = NOW + 305
    answer = await ask(guards["principal"], "/reports", token("alice", lifetime=300))
    assert json.loads(answer.body)["code"] == "token_expired"


@pytest.mark.parametrize("read", [principal_of, optional_principal_of])
def test_without_a_guard_there_is_no_caller(read: Callable[..., object]) -> None:
    """A mistake of the app: never an anonymous caller."""
    with pytest.raises(ConfigurationError) as refused:
        read(scope_of("/reports"))
    assert refused.value.code == "guard_missing"


async def test_the_scope_of_whoever_is_in_front_stays_as_it_was(
    guards: dict[str, ASGIApp], token: Token
) -> None:
    answer, scope = Answer(), scope_of("/reports", [f"Bearer {token()}"])
    before = dict(scope)
    await guards["principal"](scope, answer.receive, answer.send)
    assert (answer.status, scope) == (200, before)


@EVERY
async def test_a_caller_in_the_scope_is_not_believed(guards: dict[str, ASGIApp], guard: str) -> None:
    """Only this guard's own word counts, not that of whoever is in front of it."""
    forged: dict[str, object] = {"jwt_auth_bridge.principal": Principal("eve", "s", "i", frozenset(), {})}
    answer = await ask(guards[guard], "/api/alice", "x", **forged)
    assert answer.status == 401


@EVERY
async def test_the_servers_lifespan_passes(guards: dict[str, ASGIApp], inner: Inner, guard: str) -> None:
    answer, scope = Answer(), {"type": "lifespan"}
    await guards[guard](scope, answer.receive, answer.send)
    assert inner.scopes == [scope]
    assert answer.messages == []


@EVERY
async def test_scopes_that_nobody_knows_do_not_pass(
    guards: dict[str, ASGIApp], inner: Inner, guard: str
) -> None:
    answer = Answer()
    with pytest.raises(KeyError):
        await guards[guard]({"type": "telepathy"}, answer.receive, answer.send)
    assert inner.scopes == []


async def test_what_the_app_raises_is_its_own(auth: AuthBridge, verifier: Verifier, token: Token) -> None:
    """An AuthError out of the app behind is not this guard's refusal, and another one answers it."""

    async def asks_again(*_: object) -> None:
        await verifier.verify_header(None)

    with pytest.raises(TokenMissing):
        await ask(auth.principal(asks_again, route="/"), "/", token())


@pytest.mark.parametrize(("leeway", "status"), [(60, 200), (0, 401)])
async def test_without_a_verifier(token: Token, leeway: int, status: int) -> None:
    """What FastAPI's bridge takes, this one takes."""
    auth = AuthBridge(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), leeway=leeway)
    expired = token("alice", now=time.time() - 302, lifetime=300)
    assert (await ask(auth.principal(Inner(), route="/"), "/", expired)).status == status


def test_without_anything() -> None:
    with pytest.raises(TypeError, match="needs verifier="):
        AuthBridge(issuer=ISSUER, audience=AUDIENCE)  # type: ignore[call-overload]
