"""How old is what the feed says: by its marks, and not by when they come."""

import asyncio
import time
from collections.abc import AsyncGenerator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jwt_auth_bridge import Revocations
from jwt_auth_bridge.revocation_feed.freshness import Freshness

from ..waiting import running, until
from .feed_server import HEAD, FeedServer, chunk, serving
from .test_feed import feed_of


def mark(at: float) -> bytes:
    return chunk(f'{{"cursor":"c","at":{at}}}\n')


def test_a_mark_is_as_late_as_it_comes() -> None:
    freshness = Freshness(asked=100)
    assert freshness.age(5000, now=100.1) == pytest.approx(0.1)  # the way there and back
    assert freshness.age(5003, now=103.1) == pytest.approx(0.1)
    assert freshness.age(5006, now=116) == pytest.approx(10)
    assert freshness.age(5030, now=120) == 0  # a clock that was set says nothing of tomorrow


def test_a_machine_that_was_suspended_still_sees_delays() -> None:
    """Its own clock stood still for ten minutes, the server's went on."""
    freshness = Freshness(asked=100)
    freshness.age(5000, now=100)
    assert freshness.age(5610, now=110) == 0
    assert freshness.age(5610, now=410) == 300
    assert freshness.age(5910, now=410) == 0


delays = st.floats(min_value=0, max_value=1e3)


@given(st.floats(min_value=-1e9, max_value=1e9), delays, st.lists(st.tuples(delays, delays), max_size=20))
def test_it_is_never_less_than_it_is(difference: float, way: float, marks: list[tuple[float, float]]) -> None:
    """Whatever the two clocks show, and however long the ways are."""
    freshness = Freshness(asked=0)
    moment = way  # when the server is asked, by our clock
    freshness.age(moment + difference, now=moment)
    for pause, delay in marks:
        moment += pause
        age = freshness.age(moment + difference, now=moment + delay)
        assert delay - 1e-3 <= age <= delay + way + 1e-3


@pytest.fixture
async def server() -> AsyncGenerator[FeedServer]:
    async with serving() as running_server:
        yield running_server


@pytest.mark.parametrize("difference", [-3600, 3600])
async def test_clocks_need_not_agree(server: FeedServer, difference: float) -> None:
    server.clock = lambda: time.time() + difference
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
        await asyncio.sleep(0.3)
        assert revocations.staleness < 10
    assert server.requests == 1


async def test_late_marks_are_no_news(server: FeedServer) -> None:
    """As when something in between hands on old bytes, again and again."""
    server.answer = lambda: HEAD + mark(5000)
    revocations = Revocations(max_staleness=0.5)
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
        for tenths in range(10):
            await asyncio.sleep(0.1)
            server.write(mark(5000 + tenths / 100))
        await until(lambda: revocations.is_stale)
    assert server.requests == 1


async def test_a_feed_that_lags_is_asked_again(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    """Or a server whose clock was set back: all its marks would be late from then on."""
    server.answer = lambda: HEAD + mark(5000)
    async with running(feed_of(server, timeout=0.5), Revocations()):
        await until(lambda: server.connections == 1)
        for _ in range(8):
            await asyncio.sleep(0.1)
            server.write(mark(5000))
        await until(lambda: server.requests >= 2)
    assert "the feed lags behind" in caplog.text


async def test_the_first_mark_may_take_its_time(server: FeedServer) -> None:
    """There is much to send. What it says is as old as the question."""
    server.answer = lambda: HEAD
    revocations = Revocations()
    async with running(feed_of(server, timeout=1), revocations):
        for index in range(6):
            server.write(chunk(f'{{"sid":"s{index}","until":{time.time() + 300}}}\n'))
            await asyncio.sleep(0.2)
        server.write(mark(5000))
        await until(lambda: not revocations.is_stale)
        assert revocations.staleness > 1
        server.write(mark(5001.2))
        await until(lambda: revocations.staleness < 1)
    assert server.requests == 1
