"""The feed over real sockets: what is published arrives, whatever becomes of the server."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator

import pytest

from jwt_auth_bridge import DerivedKey, Principal, Revocations, SharedSecret, TokenRevoked
from jwt_auth_bridge.revocation_feed import RevocationFeed

from ..conftest import AUDIENCE
from ..waiting import running, until
from .feed_server import HEAD, NEW_SECRET, SECRET, FeedServer, chunk, serving


@pytest.fixture
async def server() -> AsyncGenerator[FeedServer]:
    async with serving() as running_server:
        yield running_server


@pytest.fixture
def revocations() -> Revocations:
    return Revocations()


def feed_of(server: FeedServer, secret: str | list[str] = SECRET, timeout: float = 10) -> RevocationFeed:
    keys = SharedSecret(secret)
    return RevocationFeed(issuer=server.issuer, audience=AUDIENCE, keys=keys, timeout=timeout)


def soon() -> float:
    return time.time() + 300


def is_revoked(revocations: Revocations, session_id: str, user_id: str = "nobody") -> bool:
    caller = Principal(user_id, session_id, "", frozenset(), {"iat": time.time()})
    try:
        revocations.check(caller)
    except TokenRevoked:
        return True
    return False


async def test_what_was_published_before_and_what_comes(
    server: FeedServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="jwt_auth_bridge")
    server.publish(sid="s1", until=soon())
    assert revocations.is_stale
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
        assert is_revoked(revocations, "s1")
        assert not is_revoked(revocations, "s2")
        server.publish(sid="s2", until=soon())
        server.publish(sub="alice", before=time.time() + 60, until=soon())
        await until(lambda: len(revocations) == 3)
        assert is_revoked(revocations, "s2")
        assert is_revoked(revocations, "s3", "alice")
    assert caplog.messages == []
    await until(lambda: server.connections == 0)


async def test_an_api_that_holds_its_derived_key_alone(server: FeedServer, revocations: Revocations) -> None:
    key = DerivedKey("ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73")
    feed = RevocationFeed(issuer=server.issuer, audience=AUDIENCE, keys=key)
    async with running(feed, revocations):
        await until(lambda: not revocations.is_stale)


async def test_of_several_keys_the_one_that_the_server_knows(
    server: FeedServer, revocations: Revocations
) -> None:
    """Verifiers get a new secret before the issuer does."""
    async with running(feed_of(server, [NEW_SECRET, SECRET]), revocations):
        await until(lambda: not revocations.is_stale)
        assert server.requests == 2
        server.kill()
        await server.start()
        await until(lambda: server.connections == 1)
        assert server.requests == 3  # with the key that was good before


async def test_a_server_that_has_changed_its_secret_is_not_refused_twice(
    server: FeedServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    """A rotation with restarts: the key that was good is refused, and the other one tried at once."""
    async with running(feed_of(server, [SECRET, NEW_SECRET]), revocations):
        await until(lambda: not revocations.is_stale)
        for secret in (NEW_SECRET, SECRET, NEW_SECRET):
            server.secret = secret
            before = server.accepted
            server.kill()
            await server.start()
            await until(lambda: server.accepted > before)  # noqa: B023 - awaited here
    assert "the feed answers 401" not in caplog.text


async def test_it_goes_on_where_it_was(server: FeedServer, revocations: Revocations) -> None:
    server.publish(sid="s1", until=soon())
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
        server.kill()
        await server.start()
        server.publish(sid="s2", until=soon())
        await until(lambda: is_revoked(revocations, "s2"))
    assert server.cursors == [None, "c1"]


async def test_who_knows_nothing_yet_hears_all(server: FeedServer, revocations: Revocations) -> None:
    """Also of a feed that was listened to before."""
    server.publish(sid="s1", until=soon())
    feed = feed_of(server)
    async with running(feed, revocations):
        await until(lambda: not revocations.is_stale)
    other = Revocations()
    async with running(feed, other):
        await until(lambda: not other.is_stale)
        assert is_revoked(other, "s1")


async def test_nothing_is_lost_in_eight_deaths(server: FeedServer, revocations: Revocations) -> None:
    count = 0

    async def publish() -> None:
        nonlocal count
        while True:
            server.publish(sid=f"s{count}", until=soon())
            count += 1
            await asyncio.sleep(0.001)

    publisher = asyncio.create_task(publish())
    async with running(feed_of(server), revocations):
        for _ in range(8):
            await until(lambda: server.connections == 1)
            await asyncio.sleep(0.01)
            server.kill()
            await asyncio.sleep(0.01)
            await server.start()
        publisher.cancel()
        await until(lambda: len(revocations) == count)
    assert all(is_revoked(revocations, f"s{index}") for index in range(count))
    assert server.requests > 8


async def test_a_dead_server_is_tried_again_and_worth_one_line_a_reason(
    server: FeedServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="jwt_auth_bridge")
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
        server.kill()
        await until(lambda: len(caplog.messages) == 2)
        await asyncio.sleep(0.5)
        await server.start()
        await until(lambda: len(caplog.messages) == 3)
    where = f"{server.issuer}/api/auth/revocations"
    assert caplog.messages == [
        f"revocations: not heard from {where}: the feed was cut off (RemoteProtocolError). Trying again",
        f"revocations: not heard from {where}: the feed cannot be reached (ConnectError). Trying again",
        "revocations: heard again",
    ]
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "INFO"]


async def test_a_silent_server_is_left(
    server: FeedServer, revocations: Revocations, caplog: pytest.LogCaptureFixture
) -> None:
    """As behind a firewall that forgets connections: nothing arrives, not even an end."""
    server.beat = 60
    async with running(feed_of(server, timeout=0.2), revocations):
        await until(lambda: server.requests == 3)
    assert "nothing came from the feed for 0.2 seconds" in caplog.text


@pytest.mark.parametrize(
    ("answer", "more"), [(HEAD, chunk(" ")), (b"HTTP/1.1 200 OK\r\n", b"X-More: 1\r\n")], ids=["line", "head"]
)
async def test_bytes_that_make_no_line_are_no_sign_of_life(
    server: FeedServer, revocations: Revocations, answer: bytes, more: bytes
) -> None:
    server.answer = lambda: answer
    async with running(feed_of(server, timeout=0.3), revocations):
        for _ in range(30):
            server.write(more)
            await asyncio.sleep(0.05)
    assert server.requests > 1


async def test_a_server_with_nothing_new_is_kept(server: FeedServer, revocations: Revocations) -> None:
    """Its marks are signs of life."""
    async with running(feed_of(server, timeout=1), revocations):
        await until(lambda: not revocations.is_stale)
        await asyncio.sleep(1.5)
        assert revocations.staleness < 1
    assert server.requests == 1


async def test_a_server_that_never_answers_is_left(server: FeedServer, revocations: Revocations) -> None:
    server.answer = lambda: b"HTTP/1.1 200 OK\r\n"
    async with running(feed_of(server, timeout=0.2), revocations):
        await until(lambda: server.requests == 2)


async def test_a_proxy_is_told_nothing_of_what_is_here(
    server: FeedServer, revocations: Revocations, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.issuer)
        async with running(feed_of(server), revocations):
            await until(lambda: not revocations.is_stale or proxy.requests > 0)
        assert proxy.requests == 0


async def test_many_clients_do_not_come_back_at_once(server: FeedServer, revocations: Revocations) -> None:
    server.answer = lambda: b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n"
    async with running(feed_of(server), revocations):
        await asyncio.sleep(1)
    assert 2 <= server.requests <= 6
