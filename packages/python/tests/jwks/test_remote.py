"""Keys from a real server: how seldom it is asked, and what happens when it does not answer."""

import asyncio
import gzip
import hmac
import json
import logging
from collections.abc import AsyncIterator

import pytest

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    SharedSecret,
    TokenInvalid,
    VerificationUnavailable,
    Verifier,
)
from jwt_auth_bridge.jwks import RemoteJWKS

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET
from ..signed import GOOD
from ..waiting import until
from .key_server import KeyServer, http, serving
from .pairs import PAIRS, Pair, eddsa, es256


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def server() -> AsyncIterator[KeyServer]:
    async with serving(*(pair.jwk for pair in PAIRS.values())) as server:
        yield server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def remote(server: KeyServer, clock: Clock) -> AsyncIterator[RemoteJWKS]:
    remote = RemoteJWKS(server.url, clock=clock)
    yield remote
    remote.close()


def verifier(*keys: RemoteJWKS | SharedSecret) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys, now=lambda: NOW)


async def verdict(verifying: Verifier, token: str) -> str:
    try:
        return (await verifying.verify(token)).user_id
    except AuthError as error:
        return error.reason.partition(":")[0]


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
async def test_each_algorithm(remote: RemoteJWKS, pair: Pair) -> None:
    verifying = verifier(remote)
    assert await verdict(verifying, pair.token()) == "alice"
    forged = pair.token(claims={"sub": "bob"}).rpartition(".")[0] + "." + pair.token().rpartition(".")[2]
    assert await verdict(verifying, forged) == "signature"
    assert await verdict(verifying, pair.token(claims={"aud": "billing-api"})) == "aud"


async def test_a_hundred_at_once_are_one_fetch(remote: RemoteJWKS, server: KeyServer) -> None:
    server.delay = 0.05
    verifying = verifier(remote)
    tokens = [pair.token() for pair in PAIRS.values()] * 34
    assert set(await asyncio.gather(*(verdict(verifying, token) for token in tokens))) == {"alice"}
    assert server.requests == 1


async def test_unknown_kids_in_any_number(remote: RemoteJWKS, server: KeyServer, clock: Clock) -> None:
    """At most two fetches in 30 seconds, and good tokens are good all the time."""
    verifying = verifier(remote)
    good = PAIRS["EdDSA"].token()
    unknown = Pair({"kid": "unknown", "alg": "EdDSA"}, lambda _: b"x" * 64).token()
    for index in range(100_000):
        clock.seconds += 0.000299
        await remote.find(f"unknown-{index}")
        if index % 1000 == 0:
            assert await verdict(verifying, good) == "alice"
            assert await verdict(verifying, unknown) == "kid_unknown"
    assert server.requests == 2
    clock.seconds += 1
    assert await verdict(verifying, unknown) == "kid_unknown"
    assert server.requests == 3


async def test_a_new_key_is_found_at_once(remote: RemoteJWKS, server: KeyServer) -> None:
    verifying = verifier(remote)
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    new = es256("new")
    server.keys.append(new.jwk)
    assert await verdict(verifying, new.token()) == "alice"
    assert server.requests == 2


async def test_a_withdrawn_key_is_refused_from_the_next_fetch_on(
    remote: RemoteJWKS, server: KeyServer
) -> None:
    verifying = verifier(remote)
    header = f"Bearer {PAIRS['EdDSA'].token()}"
    for _ in range(3):
        await verifying.verify_header(header)
    server.keys = [PAIRS["ES256"].jwk]
    await verdict(verifying, eddsa("unknown").token())  # makes it look
    with pytest.raises(TokenInvalid, match="kid_unknown"):
        await verifying.verify_header(header)


async def test_the_key_set_is_fetched_again_by_itself(
    server: KeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jwt_auth_bridge.jwks.remote.MAX_AGE", 0.05)
    remote = RemoteJWKS(server.url)
    verifying = verifier(remote)
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    server.keys = [PAIRS["ES256"].jwk]
    await asyncio.sleep(0.3)
    assert [key.kid for key in remote.keys_for(AUDIENCE)] == ["es"]
    remote.close()


async def test_an_event_loop_for_each_call(remote: RemoteJWKS, server: KeyServer, clock: Clock) -> None:
    """The timer ends with the loop that it was set in: the age is looked at when a key is used."""
    verifying = verifier(remote)
    token = PAIRS["EdDSA"].token()

    async def remembered() -> str:
        try:
            return (await verifying.verify_header(f"Bearer {token}")).user_id
        except AuthError as error:
            return error.reason.partition(":")[0]

    async def call() -> set[str]:
        outcomes = [await asyncio.to_thread(asyncio.run, each) for each in (remembered(), remembered())]
        return {*outcomes, await asyncio.to_thread(asyncio.run, verdict(verifying, token))}

    assert await call() == {"alice"}
    clock.seconds += 299
    assert await call() == {"alice"}
    assert server.requests == 1
    clock.seconds += 1
    assert await call() == {"alice"}
    assert server.requests == 2
    server.keys = [PAIRS["ES256"].jwk]
    clock.seconds += 300
    await asyncio.to_thread(verifier, remote)  # another verifier, made where no loop runs
    assert await call() == {"kid_unknown"}


async def test_what_the_timer_fetches_nobody_waits_for(
    remote: RemoteJWKS, server: KeyServer, clock: Clock
) -> None:
    verifying = verifier(remote)
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    clock.seconds += 301
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    assert server.requests == 1


async def test_an_event_loop_for_each_call_and_nobody_there(
    remote: RemoteJWKS, server: KeyServer, clock: Clock
) -> None:
    verifying = verifier(remote)

    async def call() -> str:
        return await asyncio.to_thread(asyncio.run, verdict(verifying, PAIRS["EdDSA"].token()))

    assert await call() == "alice"
    await server.stop()
    clock.seconds += 24 * 3600
    assert await call() == "alice"
    clock.seconds += 30
    assert await call() == "keys_unavailable"


async def test_when_it_is_closed_nobody_s_request_is_cancelled(remote: RemoteJWKS, server: KeyServer) -> None:
    server.delay = 0.3
    waiting = asyncio.create_task(verdict(verifier(remote), PAIRS["EdDSA"].token()))
    await until(lambda: server.requests == 1)
    remote.close()
    assert await waiting == "keys_unavailable"


async def test_when_it_is_closed_nobody_is_asked(remote: RemoteJWKS, server: KeyServer, clock: Clock) -> None:
    verifying = verifier(remote)
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    remote.close()
    clock.seconds += 10_000
    assert await verdict(verifying, eddsa("unknown").token()) == "kid_unknown"
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    assert server.requests == 1


async def test_a_query_is_not_told(server: KeyServer, caplog: pytest.LogCaptureFixture) -> None:
    remote = RemoteJWKS(f"{server.url}?key=hunter22")
    await server.stop()
    assert await verdict(verifier(remote), PAIRS["EdDSA"].token()) == "keys_unavailable"
    remote.close()
    assert f"cannot be had from {server.url}: " in caplog.text
    assert "hunter22" not in caplog.text + repr(remote)


async def test_no_keys_and_nobody_there(remote: RemoteJWKS, server: KeyServer, clock: Clock) -> None:
    await server.stop()
    both = verifier(SharedSecret(SECRET), remote)
    with pytest.raises(VerificationUnavailable, match="keys_unavailable: the key set of the issuer"):
        await both.verify(PAIRS["EdDSA"].token())
    assert await verdict(both, GOOD) == "alice"
    await server.start()
    # Not before the pause is over: 1 second after the first failure.
    assert await verdict(both, PAIRS["EdDSA"].token()) == "keys_unavailable"
    clock.seconds += 1
    assert await verdict(both, PAIRS["EdDSA"].token()) == "alice"


async def test_the_last_good_keys_stay_for_a_day(remote: RemoteJWKS, server: KeyServer, clock: Clock) -> None:
    verifying = verifier(remote)
    good, unknown = PAIRS["EdDSA"].token(), eddsa("unknown").token()
    assert await verdict(verifying, good) == "alice"
    await server.stop()
    for _ in range(20):  # ten minutes
        clock.seconds += 30
        assert await verdict(verifying, unknown) == "kid_unknown"
        assert await verdict(verifying, good) == "alice"
    clock.seconds += 24 * 3600
    assert await verdict(verifying, unknown) == "keys_unavailable"
    assert await verdict(verifying, good) == "keys_unavailable"


async def test_failures_are_tried_again_less_and_less(
    remote: RemoteJWKS, server: KeyServer, clock: Clock
) -> None:
    verifying = verifier(remote)
    unknown = eddsa("unknown").token()
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"
    server.answer = lambda: http(b"{}", "500 Internal Server Error")
    asked = []
    for half_seconds in range(200):
        before = server.requests
        assert await verdict(verifying, unknown) == "kid_unknown"
        if server.requests > before:
            asked.append(half_seconds / 2)
        clock.seconds += 0.5
    assert asked == [0, 1, 3, 7, 15, 31, 61, 91]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (http(b"{}", "500 Internal Server Error"), "it answers 500"),
        (http(b"", "302 Found", "Location: https://elsewhere.example/jwks"), "it answers 302"),
        (http(b"", "204 No Content"), "it answers 204"),
        (http(b'{"keys":[' + b" " * 300_000 + b"]}"), "it is larger than 262144 bytes"),
        (http(gzip.compress(b" " * 10_000_000), "200 OK", "Content-Encoding: gzip"), "it is larger than"),
        (http(b"not json"), "the document is not a JSON object"),
        (http(b'{"keys":5}'), "the document is no key set"),
        (b"no http\r\n\r\n", "RemoteProtocolError"),
        (b"", "RemoteProtocolError"),
    ],
)
async def test_an_answer_that_is_none(
    remote: RemoteJWKS, server: KeyServer, answer: bytes, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.answer = lambda: answer
    with caplog.at_level(logging.WARNING):
        assert await verdict(verifier(remote), PAIRS["EdDSA"].token()) == "keys_unavailable"
    assert caplog.messages[0].startswith(f"key set: cannot be had from {server.url}: {why}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_proxy_is_told_nothing_of_what_is_here(
    server: KeyServer, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    async with serving() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        remote = RemoteJWKS(server.url.replace("127.0.0.1", host))
        assert await verdict(verifier(remote), PAIRS["EdDSA"].token()) == "alice"
        remote.close()
    assert proxy.requests == 0


async def test_an_answer_that_takes_too_long(server: KeyServer) -> None:
    remote = RemoteJWKS(server.url, timeout=0.5)
    server.delay = 2
    begun = asyncio.get_running_loop().time()
    assert await verdict(verifier(remote), PAIRS["EdDSA"].token()) == "keys_unavailable"
    assert asyncio.get_running_loop().time() - begun < 1.5
    remote.close()


async def test_whoever_gives_up_does_not_end_it_for_the_others(remote: RemoteJWKS, server: KeyServer) -> None:
    server.delay = 0.1
    verifying = verifier(remote)
    first = asyncio.create_task(verifying.verify(PAIRS["EdDSA"].token()))
    await asyncio.sleep(0.02)
    second = asyncio.create_task(verdict(verifying, PAIRS["ES256"].token()))
    await asyncio.sleep(0.02)
    first.cancel()
    assert await second == "alice"
    assert server.requests == 1


async def test_a_published_key_is_never_a_secret(remote: RemoteJWKS, server: KeyServer) -> None:
    """The public key as an HMAC secret: whatever the token says, its key's algorithm counts."""
    jwk = PAIRS["EdDSA"].jwk
    server.keys.append(
        {"kty": "oct", "k": "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0", "kid": "oct", "alg": "HS256"}
    )
    verifying = verifier(SharedSecret(SECRET), remote)
    for secret in (jwk["x"].encode(), json.dumps(jwk).encode()):
        for kid in ("ed", "oct"):
            pair = Pair(jwk, lambda message, secret=secret: hmac.digest(secret, message, "sha256"))  # type: ignore[misc]
            token = pair.token(header={"alg": "HS256", "typ": "at+jwt", "kid": kid})
            assert await verdict(verifying, token) in ("alg", "kid_unknown")
    assert await verdict(verifying, PAIRS["EdDSA"].token()) == "alice"


@pytest.mark.parametrize(
    "url",
    [
        "http://app.example/jwks",
        "http://127.0.0.1.example/jwks",
        "http://localhost.example/jwks",
        "ftp://app.example/jwks",
        "https://user:password@app.example/jwks",
        "https://app.example/jwks#keys",
        "/api/auth/jwks",
        "",
        "https://",
    ],
)
def test_an_address_that_keys_may_not_come_from(url: str) -> None:
    with pytest.raises(ConfigurationError, match="The address of the key set"):
        RemoteJWKS(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example/jwks",
        "http://localhost:3000/jwks",
        "http://[::1]:3000/jwks",
        "http://app.localhost/x",
    ],
)
def test_an_address_that_keys_may_come_from(url: str) -> None:
    assert RemoteJWKS(url).url == url


@pytest.mark.parametrize("algorithms", [(), ("HS256",), ("EdDSA", "none"), "EdDSA", ("RS512",)])
def test_algorithms_that_are_none_of_ours(algorithms: tuple[str, ...]) -> None:
    with pytest.raises(ConfigurationError, match="EdDSA, ES256 and RS256"):
        RemoteJWKS("https://app.example/jwks", algorithms=algorithms)
