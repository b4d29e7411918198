"""When an old key may be dropped: the log and the numbers say when tokens of it were last seen."""

import logging
from collections.abc import Sequence

import pytest

from jwt_auth_bridge import KeySource, SharedSecret, TokenExpired, TokenInvalid, Verifier
from jwt_auth_bridge.hmac_key import HmacKey, derive_key
from jwt_auth_bridge.testing import issue_test_token

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from .test_key_ring import Source, token

OLD = "an-older-secret-that-is-still-accepted-9876543210"
NEW_KID, OLD_KID = (derive_key(secret, AUDIENCE).kid for secret in (SECRET, OLD))
LINE = (
    f"a token of key {OLD_KID}, not the newest, was accepted: drop the key when this line has stayed away "
    "for 420 seconds"
)
UNSEEN = {"newest": False, "last_seen": None, "latest_exp": None}
NEWEST = {"newest": True, "last_seen": None, "latest_exp": None}


def ring(clock: Clock, *sources: KeySource) -> Verifier:
    keys = sources or (SharedSecret([SECRET, OLD]),)
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=keys, now=clock)


def issued(secret: str = OLD, *, now: float = NOW) -> bytes:
    text = issue_test_token(secret=secret, issuer=ISSUER, audience=AUDIENCE, user_id="user-a", now=now)
    return f"Bearer {text}".encode()


@pytest.fixture(autouse=True)
def _info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "jwt_auth_bridge")


async def test_nothing_is_said_of_the_newest_key(caplog: pytest.LogCaptureFixture) -> None:
    verifier = ring(Clock())
    await verifier.verify_header(issued(SECRET))
    assert verifier.metrics() == {"keys": {NEW_KID: NEWEST, OLD_KID: UNSEEN}}
    assert caplog.messages == []


async def test_an_old_key_is_seen(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    verifier = ring(clock)
    await verifier.verify_header(issued())
    seen = {"newest": False, "last_seen": NOW, "latest_exp": NOW + 300}
    assert verifier.metrics()["keys"][OLD_KID] == seen
    assert caplog.messages == [LINE]
    assert caplog.records[0].levelno == logging.INFO
    # Of a later token the later moment, and of an earlier token's end the latest.
    clock.now += 10
    await verifier.verify_header(issued(now=NOW - 100))
    assert verifier.metrics()["keys"][OLD_KID] == {**seen, "last_seen": NOW + 10}


async def test_one_line_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    verifier = ring(clock)
    for _ in range(180):
        await verifier.verify_header(issued(now=clock.now))
        clock.now += 1
    assert len(caplog.messages) == 3


def forged(header: bytes) -> bytes:
    return header[:-1] + (b"E" if header.endswith(b"A") else b"A")


@pytest.mark.parametrize("age", [-100, 400])
async def test_a_refused_token_says_nothing(age: float, caplog: pytest.LogCaptureFixture) -> None:
    verifier = ring(Clock())
    with pytest.raises((TokenExpired, TokenInvalid)):
        await verifier.verify_header(issued(now=NOW - age))
    with pytest.raises(TokenInvalid):
        await verifier.verify_header(forged(issued()))
    assert verifier.metrics()["keys"][OLD_KID] == UNSEEN
    assert caplog.messages == []


async def test_beside_a_key_set_the_secret_s_newest_key_is_not_old(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing is said of it, and when its tokens came can be asked for: it may be about to be dropped."""
    other = HmacKey("other", b"o" * 32)
    source = Source()
    source.hold(other, HmacKey("next", b"n" * 32))
    seen = {"newest": True, "last_seen": NOW, "latest_exp": NOW + 300}
    for sources in ((source, SharedSecret(SECRET)), (SharedSecret(SECRET), source)):
        verifier = ring(Clock(), *sources)
        assert verifier.metrics()["keys"] == {"other": NEWEST, "next": NEWEST, NEW_KID: NEWEST}
        await verifier.verify(token(other))
        await verifier.verify_header(issued(SECRET))
        assert verifier.metrics()["keys"] == {"other": NEWEST, "next": NEWEST, NEW_KID: seen}
    assert caplog.messages == []
    source.hold(other)
    assert verifier.metrics()["keys"] == {"other": NEWEST, NEW_KID: seen}  # not forgotten with a change


async def test_beside_a_key_set_the_secret_s_other_keys_are_old(caplog: pytest.LogCaptureFixture) -> None:
    verifier = ring(Clock(), Source(), SharedSecret([SECRET, OLD]))
    await verifier.verify_header(issued())
    seen = {"newest": False, "last_seen": NOW, "latest_exp": NOW + 300}
    assert verifier.metrics()["keys"] == {NEW_KID: NEWEST, OLD_KID: seen}
    assert caplog.messages == [LINE]


class Fixed:
    """A source of an app's own, which never changes."""

    def __init__(self, *keys: HmacKey) -> None:
        self._keys = keys

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002
        return self._keys


async def test_an_id_that_none_of_us_made_stays_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    strange = HmacKey("alice@example.org", b"o" * 32)
    await ring(Clock(), Fixed(HmacKey("first", b"f" * 32), strange)).verify(token(strange))
    assert "alice" not in caplog.text
    assert "a token of key of another issuer, not the newest" in caplog.text
