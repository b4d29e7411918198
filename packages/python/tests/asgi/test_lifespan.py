"""An ASGI app hears of revocations while it is served, whatever it knows of lifespans."""

import asyncio
import signal
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from jwt_auth_bridge import (
    ConfigurationError,
    Revocations,
    RevocationSink,
    SessionEnded,
    SharedSecret,
    Verifier,
)
from jwt_auth_bridge.asgi import ASGIApp, AuthBridge, Message, Receive, Scope, Send, principal_of
from jwt_auth_bridge.revocation import listening
from jwt_auth_bridge.revocation.revocations import WhenStale

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from ..revocation.transports import Scripted, hears, hears_nothing
from .app import ask

Token = Callable[..., str]


async def reports(scope: Scope, receive: Receive, send: Send) -> None:
    """Knows of no lifespan: there is no caller in one."""
    user_id = principal_of(scope).user_id
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": user_id.encode()})


async def returns(scope: Scope, receive: Receive, send: Send) -> None:
    """Knows of none either, and says nothing."""
    if scope["type"] != "lifespan":
        await reports(scope, receive, send)


async def reads(scope: Scope, receive: Receive, send: Send) -> None:
    """Takes what it is told, and then does not know what to do with it."""
    await receive()
    raise LookupError


def bridge(transport: Scripted, clock: Clock, when_stale: WhenStale = "refuse") -> AuthBridge:
    verifier = Verifier(
        issuer=ISSUER,
        audience=AUDIENCE,
        keys=SharedSecret(SECRET),
        revocations=Revocations(transport, when_stale=when_stale),
        now=clock,
    )
    return AuthBridge(verifier=verifier)


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncGenerator[list[str]]:
    """What a server does with an app, and what it is told."""
    received: asyncio.Queue[Message] = asyncio.Queue()
    told: list[str] = []
    answered = asyncio.Event()

    async def send(message: Message) -> None:
        told.append(message["type"].removeprefix("lifespan."))
        answered.set()

    received.put_nowait({"type": "lifespan.startup"})
    task: asyncio.Task[None] = asyncio.create_task(app({"type": "lifespan", "state": {}}, received.get, send))  # type: ignore[arg-type]
    await asyncio.wait([task, asyncio.create_task(answered.wait())], timeout=2, return_when="FIRST_COMPLETED")
    yield told
    received.put_nowait({"type": "lifespan.shutdown"})
    await task


@pytest.mark.parametrize("app", [reports, returns, reads], ids=lambda app: app.__name__)
async def test_an_app_without_lifespan_is_given_one(app: ASGIApp, clock: Clock) -> None:
    transport = Scripted(hears)
    auth = bridge(transport, clock)
    async with served(auth.lifespan(app)) as told:
        assert told == ["startup.complete"]
        assert transport.is_running
    assert told == ["startup.complete", "shutdown.complete"]
    assert not transport.is_running


def test_servers_take_it_for_what_it_is(clock: Clock) -> None:
    """They tell versions of ASGI from one another by whether the call is a coroutine function."""
    config = uvicorn.Config(bridge(Scripted(hears), clock).lifespan(reports))
    config.load()
    assert config.interface == "asgi3"


async def test_a_caller_whose_session_ends(clock: Clock, token: Token) -> None:
    auth = bridge(Scripted(hears), clock)
    app = auth.lifespan(auth.path_owner(reports, route="/api/{user_id}/reports"))
    mine = token(session_id="s1")
    async with served(app):
        assert (await ask(app, "/api/alice/reports", mine)).status == 200
        assert auth.verifier.revocations is not None
        auth.verifier.revocations.add(SessionEnded("s1", NOW + 300))
        assert (await ask(app, "/api/alice/reports", mine)).status == 401
        assert (await ask(app, "/api/alice/reports", token(session_id="s2"))).status == 200


async def test_the_lifespan_of_the_app_itself(clock: Clock) -> None:
    """It has started when both have, and is told of the end first."""
    heard = asyncio.Event()
    events: list[str] = []
    transport = Scripted(lambda sink: hears_later(sink, heard))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        events.append("started")
        heard.set()
        yield
        events.append(f"ended, listening: {transport.is_running}")

    async with served(bridge(transport, clock).lifespan(Starlette(lifespan=lifespan))) as told:
        assert told == ["startup.complete"]
    assert events == ["started", "ended, listening: True"]
    assert told == ["startup.complete", "shutdown.complete"]


async def hears_later(sink: RevocationSink, event: asyncio.Event) -> None:
    await event.wait()
    await hears(sink)


async def test_a_start_that_fails(clock: Clock) -> None:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        raise ConfigurationError("no database")
        yield

    transport = Scripted(hears)
    app = bridge(transport, clock).lifespan(Starlette(lifespan=lifespan))
    with pytest.raises(ConfigurationError, match="no database"):
        async with served(app) as told:
            pass
    assert told == ["startup.failed"]
    assert not transport.is_running


async def test_nothing_is_started_before_all_is_known(clock: Clock) -> None:
    transport = Scripted(hears_nothing)
    told: list[Any] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> Message:
        return {"type": "lifespan.startup"}

    app = bridge(transport, clock).lifespan(Starlette())
    serving: asyncio.Task[None] = asyncio.create_task(app({"type": "lifespan"}, receive, send))  # type: ignore[arg-type]
    await asyncio.sleep(0.3)
    assert told == []
    assert transport.is_running
    serving.cancel()
    await asyncio.wait([serving])
    assert not transport.is_running


async def test_a_start_that_is_told_to_end_before_its_own_part_is_over(clock: Clock) -> None:
    """The server takes note, and goes on with the start: nobody tells it again."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        signal.raise_signal(signal.SIGTERM)
        yield

    before = signal.signal(signal.SIGTERM, lambda *_: None)
    noting = signal.getsignal(signal.SIGTERM)
    try:
        async with served(
            bridge(Scripted(hears_nothing), clock).lifespan(Starlette(lifespan=lifespan))
        ) as told:
            assert told == ["startup.complete"]
        assert signal.getsignal(signal.SIGTERM) is noting
    finally:
        signal.signal(signal.SIGTERM, before)


async def test_an_app_that_is_not_told_of_its_start(
    clock: Clock, token: Token, caplog: pytest.LogCaptureFixture
) -> None:
    """Mounted, or behind a server without lifespan events: it refuses, and says once what to do."""
    auth = bridge(Scripted(hears), clock)
    app = auth.lifespan(auth.principal(reports, route="/reports"))
    outer = Starlette(routes=[Mount("/reports", app)])
    for _ in range(2):
        assert (await ask(outer, "/reports/", token())).status == 503
    errors = errors_of(caplog)
    assert len(errors) == 1
    assert "Put `async with auth.listening():` into the other's lifespan" in errors[0]
    async with auth.listening():
        assert (await ask(outer, "/reports/", token())).status == 200


def errors_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelname == "ERROR"]


async def test_an_app_for_which_another_listens_is_content(
    clock: Clock, token: Token, caplog: pytest.LogCaptureFixture
) -> None:
    auth = bridge(Scripted(hears), clock)
    app = auth.lifespan(auth.principal(reports, route="/reports"))
    async with auth.listening():
        assert (await ask(app, "/reports", token())).status == 200
    assert errors_of(caplog) == []


async def test_an_app_that_has_started_without_news_is_content(
    clock: Clock, token: Token, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody does listen, and the app chose not to wait."""
    monkeypatch.setattr(listening, "_PATIENCE", 0.1)
    auth = bridge(Scripted(hears_nothing), clock, "accept")
    app = auth.lifespan(auth.principal(reports, route="/reports"))
    async with served(app):
        assert (await ask(app, "/reports", token())).status == 200
    assert errors_of(caplog) == []


async def test_without_revocations_nothing_is_put_round(clock: Clock, verifier: Verifier) -> None:
    auth = AuthBridge(verifier=verifier)
    assert auth.lifespan(reports) is reports
    async with auth.listening():
        pass
