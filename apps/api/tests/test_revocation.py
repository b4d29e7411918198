"""A session that has ended serves nobody, and neither does an API that does not know which have."""

from collections.abc import AsyncIterator, Callable, Iterator
from uuid import uuid4

import httpx2
import pytest
from fastapi import FastAPI
from jwt_auth_bridge import Revocations, SharedSecret
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import PublishedRevocations, published_revocations
from sqlalchemy import URL

from tests import operations
from tests.caller import Caller, is_problem
from tests.conftest import WEB_ORIGIN
from tests.operations import Operation
from tests.test_settings import GOOD
from todo_api.main import create_app
from todo_api.settings import Settings

EACH = pytest.mark.parametrize("operation", operations.PROTECTED, ids=str)
Headers = Callable[..., dict[str, str]]


@pytest.fixture
def app(own_app: FastAPI) -> FastAPI:
    """Its guard is told what has ended."""
    return own_app


@pytest.fixture
def published(auth: AuthBridge) -> Iterator[PublishedRevocations]:
    """What this test ends."""
    with published_revocations(auth) as published:
        yield published


@pytest.fixture
def user_id() -> str:
    """Somebody."""
    return f"carol-{uuid4().hex}"


async def send(caller: Caller, operation: Operation) -> httpx2.Response:
    """Call the operation on a path of the caller's, with a body that is none."""
    path = operation.path(caller.user_id)
    return await caller.client.request(operation.method, path, headers=dict(caller.headers))


@EACH
async def test_an_ended_session_is_refused_everywhere(
    client: httpx2.AsyncClient,
    published: PublishedRevocations,
    auth_headers: Headers,
    user_id: str,
    operation: Operation,
) -> None:
    """From one request to the next, with the token that was good. The user's other session goes on."""
    phone = Caller(user_id, client, auth_headers(user_id, session_id="phone"))
    laptop = Caller(user_id, client, auth_headers(user_id, session_id="laptop"))
    assert (await send(phone, operation)).status_code not in {401, 403, 503}
    published.end_session("phone")
    refused = await send(phone, operation)
    assert is_problem(refused, 401, "token_revoked")
    assert refused.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert (await send(laptop, operation)).status_code not in {401, 403, 503}


@EACH
async def test_ended_tokens_of_a_user_are_refused_everywhere(
    alice: Caller, bob: Caller, published: PublishedRevocations, auth_headers: Headers, operation: Operation
) -> None:
    """As after a new password: those from before it. Who has one from after it goes on, and so do others."""
    published.end_user(alice.user_id, before=1_000_000_000)
    assert (await send(alice, operation)).status_code not in {401, 403, 503}
    published.end_user(alice.user_id)
    assert is_problem(await send(alice, operation), 401, "token_revoked")
    assert (await send(bob, operation)).status_code not in {401, 403, 503}


async def test_what_was_added_stays(
    client: httpx2.AsyncClient, published: PublishedRevocations, auth_headers: Headers, user_id: str
) -> None:
    """Signing out ends a session, and takes no task away."""
    phone = Caller(user_id, client, auth_headers(user_id, session_id="phone"))
    task = await phone.add("Milk")
    published.end_session("phone")
    assert is_problem(await phone.call("POST", json={"title": "Bread"}), 401, "token_revoked")
    again = Caller(user_id, client, auth_headers(user_id, session_id="another"))
    assert await again.walk() == [task]


@EACH
async def test_nobody_is_served_before_it_is_known_what_has_ended(
    migrated: URL, auth_headers: Headers, user_id: str, operation: Operation
) -> None:
    """With the app's own settings, where no start has waited for it: 503, and strangers are still 401."""
    auth = Settings.from_env(GOOD).auth
    app = create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN))
    async with serving(app) as client:
        caller = Caller(user_id, client, auth_headers(user_id))
        refused = await send(caller, operation)
        assert is_problem(refused, 503, "verification_unavailable")
        assert int(refused.headers["retry-after"]) > 0
        assert is_problem(await send(Caller(user_id, client, {}), operation), 401, "token_missing")


class Clock:
    """Seconds that pass when a test says so."""

    seconds = 0.0

    def __call__(self) -> float:
        """Tell the time."""
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    """That of the revocations."""
    return Clock()


@pytest.fixture
async def listening(migrated: URL, clock: Clock) -> AsyncIterator[tuple[httpx2.AsyncClient, Revocations]]:
    """The app, started, with a clock of its own, and what it hears of."""
    revocations = Revocations(clock=clock)
    revocations.heard()
    auth = AuthBridge(
        issuer=GOOD["BETTER_AUTH_URL"],
        audience=GOOD["JWT_AUDIENCE"],
        keys=SharedSecret(GOOD["BETTER_AUTH_SECRET"]),
        revocations=revocations,
    )
    app = create_app(Settings(auth=auth, database_url=migrated, web_origin=WEB_ORIGIN))
    async with app.router.lifespan_context(app), serving(app) as client:
        yield client, revocations


async def test_nobody_is_served_when_nothing_was_heard_for_half_a_minute(
    listening: tuple[httpx2.AsyncClient, Revocations], clock: Clock, auth_headers: Headers, user_id: str
) -> None:
    """`/ready` says so too, `/health` does not, and the next word mends it."""
    client, revocations = listening
    caller = Caller(user_id, client, auth_headers(user_id))
    clock.seconds = 30
    assert (await caller.call("GET")).status_code == 200
    assert (await client.get("/ready")).status_code == 200
    clock.seconds = 30.1
    for answer in (await caller.call("GET"), await client.get("/ready")):
        assert is_problem(answer, 503, "verification_unavailable")
        assert int(answer.headers["retry-after"]) > 0
    assert (await client.get("/health")).status_code == 200
    revocations.heard()
    assert (await caller.call("GET")).status_code == 200
    assert (await client.get("/ready")).status_code == 200


def serving(app: FastAPI) -> httpx2.AsyncClient:
    """Somebody who calls this app."""
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://api.test")
