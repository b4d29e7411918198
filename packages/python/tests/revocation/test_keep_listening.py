"""A transport is run again and again: when, and what the log says of it."""

import asyncio
import logging
from collections.abc import Sequence

import pytest

from jwt_auth_bridge import ConfigurationError, Revocations, RevocationSink, SessionEnded
from jwt_auth_bridge.revocation.keep_listening import keep_listening
from jwt_auth_bridge.revocation.transport import ConnectionLost

from .transports import Act, Scripted, cancels_itself, ends, fails, hears, is_refused


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Pauses(list[float]):
    """Takes no time; after as many as were asked for it is over."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock = clock
        self._most = most
        self.is_over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.append(round(seconds, 3))
        self._clock.now += seconds
        if len(self) == self._most:
            self.is_over.set()
            await asyncio.Event().wait()


@pytest.fixture(autouse=True)
def _all_lines(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="jwt_auth_bridge")


@pytest.fixture
def clock() -> Clock:
    return Clock()


def lasts(clock: Clock, seconds: float, reason: str = "gone") -> Act:
    """Everything is known at once, and it is over after these seconds."""

    async def act(sink: RevocationSink) -> None:
        sink.heard()
        clock.now += seconds
        raise ConnectionLost(reason)

    return act


def loses(reason: str) -> Act:
    async def act(_: RevocationSink) -> None:
        raise ConnectionLost(reason)

    return act


async def pauses_of(clock: Clock, acts: Sequence[Act], chance: float = 1) -> list[float]:
    """The seconds before each of the next attempts; what comes after the acts is as the last one."""
    pauses = Pauses(clock, len(acts))
    transport = Scripted(*acts)
    task = asyncio.create_task(
        keep_listening(transport, Revocations(clock=clock), clock=clock, chance=lambda: chance, pause=pauses)
    )
    async with asyncio.timeout(5):
        await pauses.is_over.wait()
    task.cancel()
    await asyncio.wait([task])
    assert transport.starts == len(acts)
    return pauses


async def test_pauses_grow_to_two_seconds(clock: Clock) -> None:
    assert await pauses_of(clock, [loses("x")] * 7) == [0.2, 0.4, 0.8, 1.6, 2, 2, 2]


async def test_pauses_are_never_shorter_than_a_tenth(clock: Clock) -> None:
    assert await pauses_of(clock, [ends] * 6, chance=0) == [0.1] * 6


async def test_pauses_differ_from_process_to_process(clock: Clock) -> None:
    assert await pauses_of(clock, [ends] * 3, chance=0.5) == [0.15, 0.25, 0.45]


async def test_a_good_connection_makes_them_short_again(clock: Clock) -> None:
    """A word alone does not: a server that ends each connection just after it is not asked all the time."""
    acts = [ends, ends, lasts(clock, 4.9), ends, lasts(clock, 5), ends]
    assert await pauses_of(clock, acts) == [0.2, 0.4, 0.8, 1.6, 0.2, 0.4]


async def test_whoever_wants_to_be_left_alone_is(clock: Clock) -> None:
    async def overdoes(_: RevocationSink) -> None:
        raise ConnectionLost("refused", retry_after=999)

    assert await pauses_of(clock, [is_refused, overdoes], chance=0) == [3.1, 10.1]


@pytest.mark.parametrize(
    ("act", "line"),
    [
        (loses("no server"), "revocations: no server. Trying again"),
        (fails, "revocations: LookupError in fails, "),
        (ends, "revocations: the transport has ended. Trying again"),
        (cancels_itself, "revocations: the transport was cancelled from within. Trying again"),
    ],
)
async def test_it_never_ends_silently(
    clock: Clock, caplog: pytest.LogCaptureFixture, act: Act, line: str
) -> None:
    await pauses_of(clock, [act, hears_once])
    assert caplog.messages[0].startswith(line)
    assert caplog.messages[1] == "revocations: heard again"
    assert [record.levelname for record in caplog.records[:2]] == ["WARNING", "INFO"]
    assert "secret" not in caplog.text


async def hears_once(sink: RevocationSink) -> None:
    sink.heard()


async def test_a_mistake_of_the_settings_says_what_to_do(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    async def cannot(_: RevocationSink) -> None:
        raise ConfigurationError("Install it: pip install redis")

    await pauses_of(clock, [cannot])
    assert caplog.messages == ["revocations: Install it: pip install redis. Trying again"]


async def test_one_line_a_minute_for_each_reason(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    acts = [loses("a"), loses("a"), loses("b"), loses("a"), loses("b")]
    await pauses_of(clock, [*acts, hears_once])
    a, b = "revocations: a. Trying again", "revocations: b. Trying again"
    assert caplog.messages[:3] == [a, b, "revocations: heard again"]
    caplog.clear()
    await pauses_of(clock, [loses("a")] * 35)  # at two seconds each
    assert caplog.messages == [a, a]


async def test_the_end_of_a_good_connection_is_worth_a_line_when_it_does_not_come_back(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """Some platforms end each answer after a minute."""
    await pauses_of(clock, [lasts(clock, 60)] * 5)
    assert caplog.messages == []
    await pauses_of(clock, [lasts(clock, 60), loses("refused"), lasts(clock, 60)])
    assert caplog.messages == ["revocations: refused. Trying again", "revocations: heard again"]


async def test_one_that_ends_again_and_again_just_after_a_word_is_told_of(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await pauses_of(clock, [lasts(clock, 1)] * 5)
    assert caplog.messages == ["revocations: gone. Trying again", "revocations: heard again"]


async def test_what_is_heard_is_handed_on(clock: Clock) -> None:
    async def brings(sink: RevocationSink) -> None:
        sink.add(SessionEnded("s1", 2e9))
        sink.heard(age=4)
        await hears_nothing_more()

    revocations = Revocations(clock=clock)
    task = asyncio.create_task(keep_listening(Scripted(brings), revocations))
    await asyncio.sleep(0.01)
    assert len(revocations) == 1
    assert revocations.staleness == 4
    task.cancel()
    await asyncio.wait([task])


async def hears_nothing_more() -> None:
    await asyncio.Event().wait()


async def test_it_ends_when_it_is_told_to() -> None:
    task = asyncio.create_task(keep_listening(Scripted(hears), Revocations()))
    await asyncio.sleep(0.01)
    task.cancel()
    async with asyncio.timeout(0.5):
        await asyncio.wait([task])
    assert task.cancelled()
