"""What no vector can say: the clock, the ring, the settings, the two entrances."""

import asyncio
import base64
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from jwt_auth_bridge import (
    ConfigurationError,
    DerivedKey,
    Principal,
    SharedSecret,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
    Verifier,
)
from jwt_auth_bridge.header import issued_segment
from jwt_auth_bridge.hmac_key import HmacKey, derive_key

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock
from .signed import CLAIMS, GOOD, KEY, VERIFIER, sign, verdict

Token = Callable[..., str]


async def test_principal(verifier: Verifier, token: Token) -> None:
    principal = await verifier.verify(token("alice", session_id="s1", claims={"scope": "a b", "role": "x"}))
    assert (principal.user_id, principal.session_id, principal.issuer) == ("alice", "s1", ISSUER)
    assert principal.scopes == {"a", "b"}
    assert principal.claims["role"] == "x"
    with pytest.raises(TypeError):
        principal.claims["role"] = "admin"  # type: ignore[index]
    with pytest.raises(AttributeError):
        principal.user_id = "bob"  # type: ignore[misc]
    assert "alice" not in repr(principal)


async def test_header(verifier: Verifier, token: Token) -> None:
    text = token("alice")
    assert (await verifier.verify_header(f"Bearer {text}".encode())).user_id == "alice"
    assert (await verifier.verify_header(f"bearer   {text}")).user_id == "alice"
    for missing in (None, "", b"", "Basic YTpi", b"Bearerx"):
        with pytest.raises(TokenMissing):
            await verifier.verify_header(missing)
    for bad in (
        "Bearer",
        "Bearer ",
        f"Bearer {text} ",
        f"Bearer {text},",
        f"Bearer\t{text}",
        "Bearer \ud800",
    ):
        with pytest.raises(TokenInvalid):
            await verifier.verify_header(bad)


@pytest.mark.parametrize(
    ("leeway", "now", "ok"), [(0, 299, True), (0, 300, False), (60, 359, True), (60, 360, False)]
)
async def test_leeway(token: Token, leeway: int, now: int, ok: bool) -> None:
    clock = Clock(NOW + now)
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), leeway=leeway, now=clock)
    if ok:
        assert await verifier.verify(token("alice"))
        return
    with pytest.raises(TokenExpired):
        await verifier.verify(token("alice"))


async def test_ring(token: Token) -> None:
    """Rotation: both secrets verify, then the old one no longer does."""
    old, new = "an-older-secret-that-is-still-accepted-9876543210", SECRET
    both = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret([new, old]), now=Clock())
    only = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret([new]), now=Clock())
    assert await both.verify(token("a", secret=old))
    assert await both.verify(token("a", secret=new))
    with pytest.raises(TokenInvalid, match="kid_unknown"):
        await only.verify(token("a", secret=old))


async def test_a_key_of_another_audience_is_useless() -> None:
    """The holder of one API's key can forge nobody else's tokens."""
    other = derive_key(SECRET, "billing-api")
    header = base64.urlsafe_b64encode(
        json.dumps({"alg": "HS256", "typ": "at+jwt", "kid": KEY.kid}, separators=(",", ":")).encode()
    ).rstrip(b"=")
    signing_input = header + b"." + GOOD.split(".")[1].encode()
    assert await verdict((signing_input + b"." + other.sign(signing_input)).decode()) == "signature"


NO_ISSUER = "The issuer is not set. Give the origin of the auth server, such as https://app.example"
NO_AUDIENCE = "The audience is not set. Give the name of your API, such as todo-api"
NO_ORIGIN = "The issuer is not an origin. Give that of the auth server, such as https://app.example"
DERIVED = DerivedKey(f"k:{'ab' * 32}")
NO_LEEWAY = "The leeway is not a number of seconds from 0 to 60"


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        ({"issuer": ""}, "setting_missing", NO_ISSUER),
        ({"issuer": None}, "setting_missing", NO_ISSUER),
        ({"issuer": 7}, "setting_missing", NO_ISSUER),
        *(
            ({"issuer": issuer}, "setting_invalid", NO_ORIGIN)
            for issuer in (
                "https://app.example/",
                "https://app.example:443",
                "https://App.example",
                "http://a/b",
                "i",
            )
        ),
        ({"audience": ""}, "setting_missing", NO_AUDIENCE),
        ({"audience": 7}, "setting_missing", NO_AUDIENCE),
        ({"audience": "", "keys": DERIVED}, "setting_missing", NO_AUDIENCE),
        *(
            ({"leeway": leeway}, "setting_invalid", NO_LEEWAY)
            for leeway in (-0.001, 60.001, True, "5", None, float("nan"), float("inf"))
        ),
    ],
)
def test_settings(change: dict[str, Any], code: str, sentence: str) -> None:
    settings: dict[str, Any] = {
        "issuer": ISSUER,
        "audience": AUDIENCE,
        "keys": SharedSecret(SECRET),
        **change,
    }
    with pytest.raises(ConfigurationError) as refused:
        Verifier(**settings)
    assert (refused.value.code, str(refused.value)) == (code, sentence)


async def test_the_leeway_is_5_seconds_unless_set(token: Token) -> None:
    for now, ok in ((304.999, True), (305, False)):
        verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=Clock(NOW + now))
        outcome = await asyncio.gather(verifier.verify(token("alice")), return_exceptions=True)
        assert isinstance(outcome[0], Principal) == ok


async def test_the_clock_is_the_real_one_unless_set(token: Token) -> None:
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET))
    assert await verifier.verify(token("alice", now=time.time()))
    for now in (time.time() - 400, time.time() + 100):
        with pytest.raises(TokenInvalid):
            await verifier.verify(token("alice", now=now))


class OneKey:
    """A source of a key that was not derived."""

    def __init__(self, key: HmacKey) -> None:
        self.key = key

    def keys_for(self, audience: str) -> Sequence[HmacKey]:  # noqa: ARG002
        return [self.key]


async def test_a_key_is_found_by_the_exact_segment_and_nothing_of_it_is_interpreted() -> None:
    """Its kid makes a header that is no JSON."""
    key = HmacKey('a"b', b"x" * 32)
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=OneKey(key), now=Clock())
    assert await verifier.verify(sign(json.dumps(CLAIMS).encode(), key=key, header=issued_segment(key.kid)))


async def test_a_header_in_another_spelling() -> None:
    header = f'{{ "kid": "{KEY.kid}", "typ": "at+jwt", "alg": "HS256" }}'.encode()
    segment = base64.urlsafe_b64encode(header).rstrip(b"=")
    assert (await VERIFIER.verify(sign(json.dumps(CLAIMS).encode(), header=segment))).user_id == "alice"


def test_a_principal_cannot_be_changed() -> None:
    """It is handed out again for the same header."""
    principal = Principal("alice", "s", ISSUER, frozenset({"read"}), {"sub": "alice"})
    for name in ("user_id", "session_id", "issuer", "scopes", "claims", "other"):
        with pytest.raises(AttributeError):
            setattr(principal, name, "bob")
    assert principal == Principal("alice", "s", ISSUER, frozenset({"read"}), {"sub": "alice"})
    assert hash(principal) == hash(Principal("alice", "s", ISSUER, frozenset({"read"}), {}))
    assert principal != Principal("bob", "s", ISSUER, frozenset({"read"}), {"sub": "alice"})
    assert principal != "alice"
    assert "alice" not in repr(principal)
