"""The stream in a real Redis: what is published arrives, whatever becomes of Redis."""

import asyncio
import json
import logging
import time
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from jwt_auth_bridge import AuthError, Principal, Revocations, TokenRevoked
from jwt_auth_bridge.revocation.entry import Entry
from jwt_auth_bridge.revocation_redis import RedisRevocations, stream

from ..waiting import running, until
from .redis_server import ISSUER, PASSWORD, STREAM, RedisServer, redis_server

BLOCK = stream.BLOCK


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[RedisServer]:
    async with redis_server(tmp_path) as running_server:
        yield running_server


@pytest.fixture(autouse=True)
def _short_reads(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(stream, "BLOCK", 0.3)
    caplog.set_level(logging.INFO, logger="jwt_auth_bridge")


@pytest.fixture
def revocations() -> Revocations:
    return Revocations()


def transport(server: RedisServer, **login: str) -> RedisRevocations:
    return RedisRevocations(server.url(**login), audience="todo-api")


def ended(session_id: str) -> str:
    return json.dumps({"sid": session_id, "until": time.time() + 300})


def is_revoked(revocations: Revocations, session_id: str) -> bool:
    try:
        revocations.check(Principal("alice", session_id, "", frozenset(), {"iat": time.time()}))
    except AuthError as error:
        return isinstance(error, TokenRevoked)
    return False


async def test_what_was_published_before_and_what_comes(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    server.publish(*(ended(f"s{index}") for index in range(2500)))  # more than one read takes
    async with running(transport(server), revocations):
        await until(lambda: not revocations.is_stale)
        assert len(revocations) == 2500
        server.publish(ended("new"))
        await until(lambda: is_revoked(revocations, "new"))
        assert revocations.staleness < 2
    assert caplog.messages == []


async def test_an_empty_redis_is_heard_too(server: RedisServer, revocations: Revocations) -> None:
    """And again and again, though nothing is published."""
    async with running(transport(server), revocations):
        await until(lambda: not revocations.is_stale)
        heard = time.monotonic() - revocations.staleness
        await until(lambda: time.monotonic() - revocations.staleness > heard + 0.2)
        server.publish(ended("first"))
        await until(lambda: is_revoked(revocations, "first"))


class Ages(list[float]):
    """How old what is heard is, each time."""

    def add(self, entry: Entry) -> None: ...

    def heard(self, age: float = 0) -> None:
        self.append(age)


async def test_an_answer_that_lies_about_is_as_old_as_the_question(server: RedisServer) -> None:
    ages = Ages()
    async with asyncio.TaskGroup() as group:
        listening = group.create_task(transport(server).run(ages))
        await until(lambda: len(ages) > 0)
        before = len(ages)
        time.sleep(1)  # noqa: ASYNC251 - that is what happens
        await until(lambda: len(ages) > before)
        listening.cancel()
    # A read waits for 0.3 seconds of it.
    assert 0.5 < ages[before] < 10
    assert all(age >= 0 for age in ages)


async def test_a_redis_that_no_issuer_writes_to(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    """Another Redis has an empty stream, too: nothing is known of what was ended."""
    server.run("DEL", ISSUER)
    async with running(transport(server), revocations):
        await until(lambda: len(caplog.messages) == 1)
        await asyncio.sleep(1)
        assert revocations.is_stale
        server.run("SET", ISSUER, "1")
        await until(lambda: not revocations.is_stale)
        server.run("DEL", ISSUER)
        await until(lambda: revocations.staleness > 1)
    why = "no issuer writes to this Redis: set the same REDIS_URL on both sides"
    where = f"Redis at 127.0.0.1:{server.port}"
    assert caplog.messages == [
        f"revocations: not heard from {where}: {why}. Trying again",
        "revocations: heard again",
    ]


async def test_a_redis_that_dies_and_comes_back(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(transport(server), revocations):
        await until(lambda: not revocations.is_stale)
        server.kill()
        await until(lambda: len(caplog.messages) == 1)
        server.start()
        server.publish(ended("s1"))
        await until(lambda: is_revoked(revocations, "s1"))
        await until(lambda: len(caplog.messages) == 2)
    where = f"Redis at 127.0.0.1:{server.port}"
    assert caplog.messages == [
        f"revocations: not heard from {where}: Redis cannot be used (ConnectionError). Trying again",
        "revocations: heard again",
    ]


async def test_a_redis_that_has_forgotten(server: RedisServer, revocations: Revocations) -> None:
    """What was heard stays known, and what is new is heard, although its clock is behind."""
    server.publish(ended("old"), identifier=f"{int(time.time() * 1000) + 60_000}-0")
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        server.kill()
        server.forget()
        server.start()
        server.publish(ended("new"))
        await until(lambda: is_revoked(revocations, "new"))
        assert is_revoked(revocations, "old")


@pytest.mark.parametrize("command", [("DEL", STREAM), ("FLUSHALL",)])
async def test_a_stream_that_begins_anew_with_smaller_ids(
    server: RedisServer, revocations: Revocations, command: tuple[str, ...]
) -> None:
    """On the same connection: only its ids tell."""
    server.publish(ended("old"), identifier="5000-0")
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        server.run(*command)
        server.publish(ended("new"), identifier="4000-0")
        await until(lambda: is_revoked(revocations, "new"))
        server.publish(ended("next"), identifier="4000-1")
        await until(lambda: is_revoked(revocations, "next"))


@pytest.mark.parametrize("identifier", ["5000-0", "4000-0"])
async def test_a_stream_that_begins_anew_is_noticed_when_a_read_ends(
    server: RedisServer, revocations: Revocations, identifier: str
) -> None:
    """Also with the last id that was heard: ids are milliseconds, and begin with the same number."""
    assert BLOCK == 1
    server.publish(ended("old"), identifier="5000-0")
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        for index in range(3):
            with server.batch() as batch:
                batch.delete(STREAM)
                batch.xadd(STREAM, {"entry": ended(f"new{index}")}, id=identifier)
            await until(lambda: is_revoked(revocations, f"new{index}"))  # noqa: B023 - awaited here


async def test_what_is_begun_anew_during_one_read_is_not_jumped_over(
    server: RedisServer, revocations: Revocations
) -> None:
    server.publish(ended("old"), identifier="5000-0")
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        await asyncio.sleep(0.05)
        with server.batch() as batch:
            batch.delete(STREAM)
            batch.xadd(STREAM, {"entry": ended("first")}, id="4000-0")
            batch.xadd(STREAM, {"entry": ended("second")}, id="6000-0")
        await until(lambda: is_revoked(revocations, "second"))
        await until(lambda: is_revoked(revocations, "first"))


async def test_a_deleted_stream_is_read_from_its_beginning(
    server: RedisServer, revocations: Revocations
) -> None:
    """Of two messages, the second has a later id than any before: the first would be jumped over."""
    server.publish(ended("old"), identifier="5000-0")
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        server.run("DEL", STREAM)
        await asyncio.sleep(0.8)
        with server.batch() as batch:
            batch.xadd(STREAM, {"entry": ended("first")}, id="4000-0")
            batch.xadd(STREAM, {"entry": ended("second")}, id="6000-0")
        await until(lambda: is_revoked(revocations, "second"))
        await until(lambda: is_revoked(revocations, "first"))


async def test_a_stream_that_is_trimmed(server: RedisServer, revocations: Revocations) -> None:
    server.publish(ended("old"))
    async with running(transport(server), revocations):
        await until(lambda: is_revoked(revocations, "old"))
        server.run("XTRIM", STREAM, "MAXLEN", "0")
        server.publish(ended("new"))
        await until(lambda: is_revoked(revocations, "new"))
        assert is_revoked(revocations, "old")


async def test_nothing_is_lost_in_five_deaths(server: RedisServer, revocations: Revocations) -> None:
    published = 0
    async with running(transport(server), revocations):
        for _ in range(5):
            for _ in range(50):
                server.publish(ended(f"s{published}"))
                published += 1
            server.kill()
            server.start()
        await until(lambda: len(revocations) == published, 20)


async def test_a_redis_that_hangs(
    server: RedisServer,
    revocations: Revocations,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "_TIMEOUT", 0.2)
    async with running(transport(server), revocations):
        await until(lambda: not revocations.is_stale)
        await asyncio.to_thread(server.run, "CONFIG", "SET", "busy-reply-threshold", "60000")
        spin = "local t = redis.call('TIME')[1] while redis.call('TIME')[1] - t < 3 do end"
        hanging = asyncio.create_task(asyncio.to_thread(server.run, "EVAL", spin, "0"))
        await until(lambda: "no answer from Redis within 0.2 seconds" in caplog.text)
        await hanging
        server.publish(ended("s1"))
        await until(lambda: is_revoked(revocations, "s1"))


BAD = {
    "no JSON": "secret-of-somebody",
    "another kind": '{"hello":"secret"}',
    "a member more": '{"sid":"secret","until":5,"more":1}',
    "never": '{"sid":"secret","until":1e400}',
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
async def test_a_message_that_is_no_entry(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    """Nothing was heard for as long as it is there: skipped, it could be a token that goes on."""
    server.publish(text)
    async with running(transport(server), revocations):
        await until(lambda: len(caplog.messages) == 1)
        assert revocations.is_stale
        server.run("DEL", STREAM)
        await until(lambda: not revocations.is_stale)
    assert "an element of the stream in Redis is not an entry" in caplog.messages[0]
    assert "secret" not in caplog.text


async def test_a_message_of_other_fields(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    server.run("XADD", STREAM, "*", "entry", ended("s"), "more", "1")
    async with running(transport(server), revocations):
        await until(lambda: "is not an entry" in caplog.text)
    assert len(revocations) == 0


async def test_a_wrong_password(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(transport(server, password="secret-of-mine"), revocations):
        await until(lambda: len(caplog.messages) == 1)
        await asyncio.sleep(0.5)
    assert len(caplog.messages) == 1
    assert "Redis refuses the user or the password of REDIS_URL" in caplog.text
    assert "secret" not in caplog.text


async def test_a_user_who_may_not_read(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    server.run("ACL", "SETUSER", "api", "on", f">{PASSWORD}", "+ping")
    async with running(transport(server, user="api"), revocations):
        await until(lambda: len(caplog.messages) == 1)
        assert "may not use XRANGE and XREAD on the stream and EXISTS on its :issuer" in caplog.text
        server.publish(ended("s0"))
        server.run("ACL", "SETUSER", "api", "+xrange", "+xread", f"%R~{STREAM}")
        await until(lambda: is_revoked(revocations, "s0"))
        assert revocations.is_stale
        server.run("ACL", "SETUSER", "api", "+exists", f"%R~{ISSUER}")
        server.publish(ended("s1"))
        await until(lambda: is_revoked(revocations, "s1"))


async def test_another_kind_of_value_in_its_place(
    server: RedisServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    server.run("SET", STREAM, "secret")
    async with running(transport(server), revocations):
        await until(lambda: len(caplog.messages) == 1)
        assert revocations.is_stale
        server.run("DEL", STREAM)
        await until(lambda: not revocations.is_stale)
    assert "secret" not in caplog.text


async def test_each_audience_has_its_own(server: RedisServer, revocations: Revocations) -> None:
    server.publish(ended("s1"))
    server.run("SET", "jwt-auth-bridge:revocations:billing:issuer", "1")
    other = RedisRevocations(server.url(), audience="billing")
    async with running(other, revocations):
        await until(lambda: not revocations.is_stale)
        assert len(revocations) == 0
