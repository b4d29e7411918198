"""Keys from several sources, of which some change while the process runs."""

import json
from collections.abc import Callable, Mapping, Sequence

import pytest

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    SharedSecret,
    TokenInvalid,
    VerificationUnavailable,
    Verifier,
    base64url,
)
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.hmac_key import HmacKey
from jwt_auth_bridge.jws import parse_compact
from jwt_auth_bridge.key_ring import KeyRing

from .conftest import AUDIENCE, ISSUER, NOW, SECRET
from .signed import CLAIMS, KEY, sign

OTHER = HmacKey("other", b"o" * 32)
HEADER = {"alg": "HS256", "typ": "at+jwt", "kid": "k"}


class Source:
    """A key set far away, and what it was asked for."""

    algorithms = frozenset({"HS256"})

    def __init__(self, *published: HmacKey, down: bool = False) -> None:
        self.published = published
        self.down = down
        self.known: Sequence[HmacKey] = ()
        self.asked: list[str] = []
        self.listeners: list[Callable[[], None]] = []

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002
        return self.known

    def subscribe(self, listener: Callable[[], None]) -> None:
        self.listeners.append(listener)

    async def find(self, kid: str) -> None:
        self.asked.append(kid)
        if self.down:
            raise VerificationUnavailable("keys_unavailable: the key set cannot be had")
        self.hold(*self.published)

    def is_due(self) -> bool:
        return False

    async def renew(self) -> None:
        pass

    def hold(self, *keys: HmacKey) -> None:
        self.known = keys
        for listener in self.listeners:
            listener()


def token(key: HmacKey = OTHER, header: Mapping[str, str] | None = None) -> str:
    if header is None:
        return sign(json.dumps(CLAIMS).encode(), key=key, header=issued_segment(key.kid))
    segment = base64url.encode(json.dumps({**HEADER, **header}).encode())
    return sign(json.dumps(CLAIMS).encode(), key=key, header=segment)


def verifier(*sources: Source | SharedSecret) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=sources, now=lambda: NOW)


async def reason(verifying: Verifier, text: str) -> str:
    with pytest.raises(AuthError) as refused:
        await verifying.verify(text)
    return refused.value.reason


async def test_tokens_of_all_sources_are_accepted() -> None:
    both = verifier(SharedSecret(SECRET), Source(OTHER))
    for key in (KEY, OTHER):
        assert (await both.verify(token(key))).user_id == "alice"


async def test_a_known_key_is_not_looked_for() -> None:
    source = Source(OTHER)
    both = verifier(SharedSecret(SECRET), source)
    for key in (KEY, OTHER, OTHER, KEY):
        await both.verify(token(key))
    assert source.asked == ["other"]


async def test_a_key_that_is_gone_is_refused_at_once_and_its_tokens_are_forgotten() -> None:
    source = Source(OTHER)
    remote = verifier(source)
    header = f"Bearer {token()}"
    for _ in range(3):
        await remote.verify_header(header)
    source.published = ()
    source.hold()
    with pytest.raises(TokenInvalid, match="kid_unknown"):
        await remote.verify_header(header)


@pytest.mark.parametrize("order", [1, -1])
async def test_of_two_keys_with_one_id_the_one_that_never_changes_counts(order: int) -> None:
    forged = HmacKey(KEY.kid, b"f" * 32)
    sources: list[SharedSecret | Source] = [SharedSecret(SECRET), Source(forged)]
    both = verifier(*sources[::order])
    await reason(both, token(OTHER))  # makes it look
    assert (await both.verify(token(KEY))).user_id == "alice"
    assert await reason(both, token(forged)) == f"signature: not made with key {KEY.kid}"


async def test_a_source_that_is_down_is_a_reason_to_wait_for_unknown_keys_alone() -> None:
    both = verifier(SharedSecret(SECRET), Source(down=True))
    assert await reason(both, token()) == "keys_unavailable: the key set cannot be had"
    assert (await both.verify(token(KEY))).user_id == "alice"


async def test_one_source_down_and_the_other_knows_the_key() -> None:
    assert (await verifier(Source(down=True), Source(OTHER)).verify(token())).user_id == "alice"


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ({"alg": "none"}, "alg: not HS256"),
        ({"alg": "HS512"}, "alg: not HS256"),
        ({"alg": "hs256"}, "alg: not HS256"),
        ({"alg": ""}, "alg: not HS256"),
        ({"typ": "JWT"}, "typ: not at+jwt"),
        ({"typ": "AT+JWT"}, "typ: not at+jwt"),
        ({"typ": "application/at+jwt"}, "typ: not at+jwt"),
        ({"typ": ""}, "typ: not at+jwt"),
    ],
)
async def test_nobody_is_asked_for_a_header_that_is_not_ours(header: dict[str, str], sentence: str) -> None:
    source = Source(OTHER)
    assert await reason(verifier(source), token(header=header)) == sentence
    assert source.asked == []


async def test_a_key_has_one_algorithm_and_the_token_has_to_agree() -> None:
    class Ed(HmacKey):
        @property
        def algorithm(self) -> str:
            return "EdDSA"

    class Both(Source):
        algorithms = frozenset({"EdDSA"})

    source = Both(Ed("ed", b"e" * 32))
    ring = KeyRing([SharedSecret(SECRET), source], AUDIENCE)

    async def find(alg: str, kid: str) -> str:
        segment = base64url.encode(json.dumps({**HEADER, "alg": alg, "kid": kid}).encode()).decode()
        try:
            key, _ = await ring.find(parse_compact(f"{segment}.e30.AAAA".encode()))
            return key.kid
        except AuthError as error:
            return error.reason

    # As an unknown key, and as a known one.
    assert await find("RS256", "ed") == "alg: not EdDSA or HS256"
    assert (await find("HS256", "ed")).endswith("set the same JWT_AUDIENCE on both sides")
    assert source.asked == []
    assert (await find("EdDSA", "other")).endswith("the issuer publishes no such key")
    source.hold()
    assert await find("EdDSA", "ed") == "ed"
    assert await find("HS256", "ed") == "alg: not EdDSA"
    assert await find("EdDSA", KEY.kid) == "alg: not HS256"


class Unaware:
    """Has keys that go, and no word on when they are too old."""

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002
        return (OTHER,)

    def subscribe(self, listener: Callable[[], None]) -> None:
        pass


def test_half_a_source_that_changes() -> None:
    with pytest.raises(ConfigurationError, match="Unaware is not the whole of a ChangingKeySource"):
        KeyRing([Unaware()], AUDIENCE)


def test_no_source_at_all() -> None:
    with pytest.raises(ValueError, match="has no keys"):
        verifier()
