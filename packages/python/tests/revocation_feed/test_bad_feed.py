"""What is not the feed, or a bad one: nothing of it is believed, and the log says why."""

import asyncio
import ssl
import time
from collections.abc import AsyncGenerator

import pytest

from jwt_auth_bridge import ConfigurationError, DerivedKey, Revocations, SharedSecret
from jwt_auth_bridge.jwks.remote import RemoteJWKS
from jwt_auth_bridge.revocation import keep_listening as module
from jwt_auth_bridge.revocation.keep_listening import keep_listening
from jwt_auth_bridge.revocation_feed import RevocationFeed, lines

from ..conftest import AUDIENCE, ISSUER, SECRET
from ..waiting import running, until
from .feed_server import HEAD, FeedServer, chunk, plain, serving

KEY = "ASWbADaWCLA:cf4bc777589248cc78e8496fd5a18d40160bb56fe6142391312685eccc06ef73"
UNTIL = time.time() + 300
GOOD = f'{{"sid":"good","until":{UNTIL}}}\n'
MARK = '{"cursor":"c1","at":1750000010.25}\n'


@pytest.fixture
async def server() -> AsyncGenerator[FeedServer]:
    async with serving() as running_server:
        yield running_server


def feed_of(server: FeedServer, secret: str = SECRET) -> RevocationFeed:
    return RevocationFeed(issuer=server.issuer, audience=AUDIENCE, keys=SharedSecret(secret))


NEITHER = "a line of the feed is neither an entry nor a mark"
BAD_LINES = {
    "no JSON": ("secret-of-somebody", NEITHER),
    "empty": ("", NEITHER),
    "half": ('{"sid":"s', NEITHER),
    "a member more": (f'{{"sid":"s","until":{UNTIL},"more":1}}', NEITHER),
    "a member twice": (f'{{"sid":"s","sid":"t","until":{UNTIL}}}', NEITHER),
    "another kind": ('{"hello":"world"}', NEITHER),
    "cursor and entry": (f'{{"cursor":"c","sid":"s","until":{UNTIL}}}', NEITHER),
    "never": ('{"sid":"s","until":1e400}', NEITHER),
    "not UTF-8": (b'{"cursor":"\xff"}', NEITHER),
    "cursor that is a number": ('{"cursor":5,"at":5}', NEITHER),
    "empty cursor": ('{"cursor":"","at":5}', NEITHER),
    "long cursor": (f'{{"cursor":"{"c" * 256}","at":5}}', NEITHER),
    "moment that is a text": ('{"cursor":"c","at":"5"}', NEITHER),
    "moment that is none": ('{"cursor":"c","at":1e400}', NEITHER),
    "mark without a moment": ('{"cursor":"c"}', NEITHER),
    "moment alone": ('{"at":5}', NEITHER),
    "mark and more": ('{"cursor":"c","at":5,"more":1}', NEITHER),
    "long line": ('{"cursor":"' + " " * 8192 + '"}', "a line of the feed has more than 8192 bytes"),
}


@pytest.mark.parametrize(("line", "reason"), BAD_LINES.values(), ids=BAD_LINES)
async def test_a_bad_line_ends_the_connection(
    server: FeedServer, caplog: pytest.LogCaptureFixture, line: str | bytes, reason: str
) -> None:
    """And whatever came behind it was not heard: skipped lines would be tokens that go on."""
    bad = line.encode() if isinstance(line, str) else line
    server.answer = lambda: HEAD + chunk(GOOD.encode() + bad + b"\n" + MARK.encode())
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        await until(lambda: server.requests == 2)
        assert revocations.is_stale
        server.answer = None
        await until(lambda: not revocations.is_stale)
    where = f"{server.issuer}/api/auth/revocations"
    assert caplog.messages == [f"revocations: not heard from {where}: {reason}. Trying again"]


async def test_a_line_without_end(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    server.answer = lambda: HEAD + chunk(b" " * 10_000)
    async with running(feed_of(server), Revocations()):
        await until(lambda: server.requests == 2)
    assert "more than 8192 bytes" in caplog.text


async def test_lines_without_end(
    server: FeedServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_BATCH", 1000)
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        for index in range(100):  # with marks in between, as many as may be
            server.publish(sid=f"s{index}", until=UNTIL)
            await until(lambda: len(revocations) == index + 1)  # noqa: B023 - awaited here
        assert server.requests == 1
        server.answer = lambda: HEAD + b"".join(chunk(GOOD) for _ in range(100))
        server.kill()
        await server.start()
        await until(lambda: server.requests == 3)
    assert "more than 1000 bytes without a mark" in caplog.text


async def test_lines_that_arrive_in_pieces(server: FeedServer) -> None:
    text = (GOOD + MARK).encode()
    server.answer = lambda: HEAD + b"".join(chunk(text[index : index + 1]) for index in range(len(text)))
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        await until(lambda: not revocations.is_stale)
    assert len(revocations) == 1


ANSWERS = {
    "500": (plain("500 Internal Server Error", body=b"secret"), "the feed answers 500"),
    "404": (
        plain("404 Not Found"),
        "the feed answers 404: set revocation in jwtBridge() of the auth server, or the same REDIS_URL here",
    ),
    "a page": (
        plain("200 OK", "Content-Type: text/html", body=MARK.encode()),
        "the feed's answer is not application/x-ndjson",
    ),
    "compressed": (
        HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"),
        "the feed is compressed",
    ),
    "no HTTP": (b"secret\r\n\r\n", "the feed cannot be reached (RemoteProtocolError)"),
    "the end": (
        HEAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + b"0\r\n\r\n",
        "the feed has ended",
    ),
}


@pytest.mark.parametrize(("answer", "reason"), ANSWERS.values(), ids=ANSWERS)
async def test_an_answer_that_is_no_feed(
    server: FeedServer, caplog: pytest.LogCaptureFixture, answer: bytes, reason: str
) -> None:
    server.answer = lambda: answer
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        await until(lambda: server.requests == 3)
    assert revocations.is_stale
    assert len(caplog.messages) == 1
    assert reason in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        ["Retry-After: 1"],
        ["X-Retry-After: 1"],
        ["Retry-After: Sat, 21 Nov 2026 07:28:00 GMT", "X-Retry-After: 1"],
    ],
)
async def test_a_server_that_asks_for_time_gets_it(server: FeedServer, headers: list[str]) -> None:
    server.answer = lambda: plain("429 Too Many Requests", *headers)
    revocations = Revocations()
    async with running(feed_of(server), revocations):
        await until(lambda: server.requests == 1)
        server.answer = None
        await asyncio.sleep(0.9)
        assert server.requests == 1
        await until(lambda: not revocations.is_stale)
    assert server.requests == 2


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [("1", 1), ("99999", 0.5), ("", 0), ("-1", 0), ("1.5", 0), ("nan", 0), ("9999999", 0), ("٣", 0)],
)
async def test_how_long_it_is_left_alone(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, wish: str, seconds: float
) -> None:
    """Not for long: what is known gets stale after 30 seconds."""
    if wish == "99999":
        monkeypatch.setattr(module, "_LONGEST_WISH", 0.5)
    server.answer = lambda: plain("429 Too Many Requests", f"Retry-After: {wish}")
    began = time.monotonic()
    async with running(feed_of(server), Revocations()):
        await until(lambda: server.requests == 2)
    assert seconds <= time.monotonic() - began < seconds + 5


async def test_an_answer_that_is_not_read_is_closed(server: FeedServer) -> None:
    server.answer = lambda: b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 5\r\n\r\n"
    async with running(feed_of(server), Revocations()):
        await until(lambda: server.requests == 4)
        assert server.connections <= 2


async def test_another_secret(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    async with running(feed_of(server, "another-horse-another-staple-0123456789-abcdef"), Revocations()):
        await until(lambda: server.requests == 3)
    assert len(caplog.messages) == 1
    assert (
        "the feed answers 401: the secrets, the audiences, the addresses or the clocks of both sides differ"
        in caplog.text
    )


async def test_a_redirect_is_not_followed(server: FeedServer, caplog: pytest.LogCaptureFixture) -> None:
    """The token is for the auth server alone, and revocations come from nowhere else."""
    async with serving() as other:
        location = f"Location: {other.issuer}/api/auth/revocations"
        server.answer = lambda: plain("302 Found", location)
        async with running(feed_of(server), Revocations()):
            await until(lambda: server.requests == 2)
        assert other.requests == 0
    assert "the feed answers 302" in caplog.text


@pytest.mark.parametrize(
    "issuer", ["http://app.example", "http://localhost.example", "http://192.168.0.1:3000"]
)
def test_an_issuer_elsewhere_without_tls(issuer: str) -> None:
    with pytest.raises(ConfigurationError, match="over https, or on this machine"):
        RevocationFeed(issuer=issuer, audience=AUDIENCE, keys=SharedSecret(SECRET))


@pytest.mark.parametrize(
    "url",
    [
        "http://app.example/api/auth/revocations",
        "https://me:secret@app.example/revocations",
        "https://app.example/revocations?all=1",
        "https://app.example/revocations#all",
        "ftp://app.example/revocations",
        "revocations",
        "",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        RevocationFeed(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), url=url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("issuer", "url"),
    [("https://app.example", None), (ISSUER, "https://app.example/auth/revocations"), (ISSUER, None)],
)
def test_addresses_that_are_good(issuer: str, url: str | None) -> None:
    feed = RevocationFeed(issuer=issuer, audience=AUDIENCE, keys=SharedSecret(SECRET), url=url)
    assert repr(feed) == f"RevocationFeed('{url or issuer + '/api/auth/revocations'}')"


@pytest.mark.parametrize("audience", ["", "todo\napi"])
def test_an_audience_that_is_none(audience: str) -> None:
    with pytest.raises(ConfigurationError, match="The audience is not"):
        RevocationFeed(issuer=ISSUER, audience=audience, keys=DerivedKey(KEY))


def test_public_keys_alone_open_no_feed() -> None:
    keys = RemoteJWKS(f"{ISSUER}/api/auth/jwks")
    with pytest.raises(ConfigurationError, match="needs the secret or JWT_BRIDGE_KEY"):
        RevocationFeed(issuer=ISSUER, audience=AUDIENCE, keys=keys)


async def test_it_ends_at_once_while_it_waits(server: FeedServer) -> None:
    server.kill()
    task = asyncio.create_task(keep_listening(feed_of(server), Revocations()))
    await asyncio.sleep(0.3)
    task.cancel()
    async with asyncio.timeout(0.5):
        await asyncio.wait([task])
    assert task.cancelled()


@pytest.mark.parametrize("issuer", ["https://app.example", "https://localhost:3000", ISSUER])
def test_certificates_are_checked(issuer: str) -> None:
    tls = RevocationFeed(issuer=issuer, audience=AUDIENCE, keys=SharedSecret(SECRET))._tls
    assert (tls.verify_mode, tls.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert bool(tls.cert_store_stats()["x509_ca"] or tls.get_ca_certs()) == issuer.startswith("https:")
