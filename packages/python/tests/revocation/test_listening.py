"""Listening begins with the app, goes on whatever happens, and ends with it."""

import asyncio
import signal
import threading
import time
from collections.abc import Generator

import pytest
from uvicorn import Config, Server

from jwt_auth_bridge import Revocations, RevocationSink
from jwt_auth_bridge.revocation import listening as module
from jwt_auth_bridge.revocation.ending import told_to_end
from jwt_auth_bridge.revocation.listening import TASK, first_news, listening

from ..waiting import until
from .transports import Scripted, hears, hears_nothing


@pytest.fixture(autouse=True)
def _hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TELL_EVERY", 0.2)
    monkeypatch.setattr(module, "_PATIENCE", 0.5)


async def test_it_runs_for_the_length_of_the_block() -> None:
    transport = Scripted(hears)
    revocations = Revocations(transport)
    assert not transport.is_running
    async with listening(revocations):
        await first_news(revocations)
        assert transport.is_running
        assert not revocations.is_stale
    assert not transport.is_running
    assert TASK not in {task.get_name() for task in asyncio.all_tasks()}


async def test_it_ends_when_the_block_fails() -> None:
    transport = Scripted(hears)

    async def block() -> None:
        async with listening(Revocations(transport)):
            await until(lambda: transport.is_running)
            raise LookupError

    with pytest.raises(LookupError):
        await block()
    assert not transport.is_running


async def test_a_transport_that_goes_on_all_the_same_keeps_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_END_TIME", 0.2)

    async def goes_on(sink: RevocationSink) -> None:
        try:
            await hears(sink)
        except asyncio.CancelledError:
            await hears(sink)

    transport = Scripted(goes_on)
    async with asyncio.timeout(5):
        async with listening(Revocations(transport)):
            await until(lambda: transport.is_running)
    assert transport.is_running
    (task,) = (task for task in asyncio.all_tasks() if task.get_name() == TASK)
    task.cancel()
    await asyncio.wait([task])


async def test_whoever_closes_a_connection_has_time_for_it() -> None:
    closed: list[bool] = []

    async def closes(sink: RevocationSink) -> None:
        try:
            await hears(sink)
        finally:
            await asyncio.sleep(0.7)
            closed.append(True)

    transport = Scripted(closes)
    async with listening(Revocations(transport)):
        await until(lambda: transport.is_running)
    assert closed == [True]


async def test_without_a_transport_whoever_has_entries_adds_them() -> None:
    revocations = Revocations()
    async with listening(revocations):
        await first_news(revocations)
        assert TASK not in {task.get_name() for task in asyncio.all_tasks()}
    assert revocations.is_stale


async def test_the_start_waits_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    async def late(sink: RevocationSink) -> None:
        await asyncio.sleep(0.7)
        await hears(sink)

    revocations = Revocations(Scripted(late))
    async with listening(revocations):
        await first_news(revocations)
    assert not revocations.is_stale
    mend = "Is the auth server running, and Redis where REDIS_URL is set?"
    assert caplog.messages == [
        f"revocations: waiting for the first ones since {seconds} seconds to start. {mend}"
        for seconds in (0, 0, 1)
    ]


async def test_the_start_does_not_wait_for_long_where_it_goes_on_without(
    caplog: pytest.LogCaptureFixture,
) -> None:
    revocations = Revocations(Scripted(hears_nothing), when_stale="accept")
    started = time.monotonic()
    async with listening(revocations):
        await first_news(revocations)
    assert 0.5 <= time.monotonic() - started < 2
    assert caplog.messages[-1] == "revocations: none known yet, starting without them"


@pytest.fixture
def handled() -> Generator[list[int]]:
    """Signals that the server takes note of, and nothing else, as uvicorn does while it starts."""
    told: list[int] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    for number in before:
        signal.signal(number, lambda received, _: told.append(received))
    yield told
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_process_that_is_told_to_end_waits_no_longer(handled: list[int], number: int) -> None:
    before = signal.getsignal(number)
    revocations = Revocations(Scripted(hears_nothing))
    async with listening(revocations), asyncio.timeout(2):
        asyncio.get_running_loop().call_later(0.2, signal.raise_signal, number)
        await first_news(revocations)
    assert revocations.is_stale
    assert handled == [number]
    assert signal.getsignal(number) is before


def test_a_signal_that_came_while_uvicorn_imported_the_app(handled: list[int]) -> None:
    """It is noted by then, and does not come again."""
    server = Server(Config(app="app:app"))
    with server.capture_signals():
        with told_to_end() as is_ending:
            assert not is_ending()
        signal.raise_signal(signal.SIGTERM)
        with told_to_end() as is_ending:
            assert is_ending()
    assert handled == [signal.SIGTERM]


def test_signals_that_nobody_handles_stay_as_they_are(handled: list[int]) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with told_to_end() as is_ending:
        signal.raise_signal(signal.SIGTERM)
        assert not is_ending()
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    assert handled == []


def test_a_handler_that_is_set_meanwhile_stays(handled: list[int]) -> None:
    def other(*_: object) -> None: ...

    with told_to_end():
        signal.signal(signal.SIGTERM, other)
    assert signal.getsignal(signal.SIGTERM) is other
    assert handled == []


def test_other_threads_have_no_signals(handled: list[int]) -> None:
    answers: list[bool] = []

    def look() -> None:
        with told_to_end() as is_ending:
            answers.append(is_ending())

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert answers == [False]
    assert handled == []
