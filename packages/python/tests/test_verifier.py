"""What no vector can say: the clock, the ring, the two entrances, and that nothing else ever escapes."""

import base64
import hmac
import json
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    Principal,
    SharedSecret,
    TokenExpired,
    TokenInvalid,
    TokenMissing,
    Verifier,
)
from jwt_auth_bridge.keys import derive_key
from jwt_auth_bridge.testing import issue_test_token

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock

Token = Callable[..., str]
KEY = derive_key(SECRET, AUDIENCE)
VERIFIER = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=lambda: NOW)
GOOD = issue_test_token(secret=SECRET, issuer=ISSUER, audience=AUDIENCE, user_id="alice", now=NOW)
CLAIMS = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "alice",
    "sid": "s",
    "jti": "j",
    "iat": NOW,
    "exp": NOW + 300,
}


def sign(payload: bytes) -> str:
    """A token over any payload at all, under the right key."""
    segment = base64.urlsafe_b64encode(payload).rstrip(b"=")
    signing_input = GOOD.partition(".")[0].encode() + b"." + segment
    return (signing_input + b"." + KEY.sign(signing_input)).decode()


async def verdict(token: str) -> str:
    """`valid`, or the word of the refusal. Whatever else is raised fails the test."""
    try:
        principal = await VERIFIER.verify(token)
    except AuthError as error:
        return error.reason.split(":")[0]
    assert isinstance(principal, Principal)
    return "valid"


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


@pytest.mark.parametrize("empty", [[], ()])
def test_no_secret(empty: list[str]) -> None:
    with pytest.raises(ConfigurationError) as refused:
        SharedSecret(empty)
    assert refused.value.code == "secret_missing"


@pytest.mark.parametrize(("issuer", "audience"), [("", AUDIENCE), (ISSUER, ""), (ISSUER, "a\n")])
def test_settings(issuer: str, audience: str) -> None:
    with pytest.raises(ConfigurationError):
        Verifier(issuer=issuer, audience=audience, keys=SharedSecret(SECRET))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=9000))
def test_mac_is_hmac(secret: bytes, message: bytes) -> None:
    """The keyed states give what the standard library's hmac gives."""
    from jwt_auth_bridge.keys import Key

    expected = base64.urlsafe_b64encode(hmac.digest(secret, message, "sha256")).rstrip(b"=")
    key = Key("k", secret)
    assert key.sign(message) == expected
    assert key.matches(message, expected)
    assert not key.matches(message + b"x", expected)


@pytest.mark.parametrize("length", [0, 31, 33, 65])
def test_key_length(length: int) -> None:
    from jwt_auth_bridge.keys import Key

    with pytest.raises(ValueError, match="32"):
        Key("k", b"x" * length)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(alphabet=st.characters()) | st.text(alphabet="aA0-_.=+/ ", max_size=40))
async def test_any_text(text: str) -> None:
    assert await verdict(text) != "valid"


@given(st.binary() | st.none())
async def test_any_header(value: bytes | None) -> None:
    with pytest.raises(AuthError):
        await VERIFIER.verify_header(value)


@given(st.binary(max_size=2000))
@example(b"[" * 5900)
@example(b'{"a":' * 1100)
@example(b'{"exp":' + b"9" * 5000 + b"}")
@example(b'{"a":"\\ud800"}')
@example(b"\xef\xbb\xbf{}")
async def test_any_signed_bytes(payload: bytes) -> None:
    """Even under the right key."""
    assert await verdict(sign(payload)) != "valid"


@given(st.dictionaries(st.sampled_from([*CLAIMS, "nbf", "scope", "x"]), JSON_VALUES))
async def test_any_signed_claims(change: dict[str, object]) -> None:
    """Either refused with a word, or every required claim is of its kind."""
    claims = CLAIMS | change
    payload = json.dumps(claims).encode("utf-8", "surrogatepass")
    if await verdict(sign(payload)) == "valid":
        assert claims["iss"] == ISSUER
        assert claims["sub"]
        assert isinstance(claims["sub"], str)
        for name in ("iat", "exp"):
            assert isinstance(claims[name], (int, float))
            assert not isinstance(claims[name], bool)


@given(st.integers(0, len(GOOD) - 1), st.characters())
async def test_one_changed_character(position: int, character: str) -> None:
    if GOOD[position] != character:
        assert await verdict(GOOD[:position] + character + GOOD[position + 1 :]) != "valid"


@given(st.integers(0, len(GOOD) - 1))
async def test_every_truncation(length: int) -> None:
    assert await verdict(GOOD[:length]) != "valid"


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
