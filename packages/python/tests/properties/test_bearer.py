"""The `Authorization` header, by a model of rules B1 and B2 that has no regular expression."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jwt_auth_bridge import AuthError
from jwt_auth_bridge.bearer import read_bearer

from .examples import MANY

TOKEN = (string.ascii_letters + string.digits + "-._~+/").encode()


def model(value: bytes) -> bytes | str:
    """The token, or the word of the refusal."""
    if not value:
        return "no_credentials"
    if is_scheme(value):
        return token_of(value) or "header_malformed"
    joined = [part.lstrip(b" \t") for part in value.split(b",")[1:]]
    return "many_headers" if any(is_scheme(part) for part in joined) else "other_scheme"


def is_scheme(text: bytes) -> bool:
    return text[:6].lower() == b"bearer" and text[6:7] in (b"", b" ", b"\t")


def token_of(value: bytes) -> bytes | None:
    token = value[6:].lstrip(b" ")
    letters = token.rstrip(b"=")
    is_one = letters and not letters.strip(TOKEN) and all(each in TOKEN for each in letters)
    return token if is_one and value[6:7] == b" " else None


SCHEMES = st.sampled_from(
    [b"Bearer", b"bearer", b"BEARER", b"bEaReR", b"Basic", b"Bearerx", b"", b"B\xd0\xb5arer"]
)
GAPS = st.sampled_from([b" ", b" ", b"  ", b"", b"\t", b" \t", b"\xc2\xa0", b"\n"])
TEXTS = st.lists(st.sampled_from(b"aZ0-._~+/="), max_size=8).map(bytes) | st.lists(
    st.sampled_from(b"aZ0-._~+/=, \t\xe9"), max_size=8
).map(bytes)


@st.composite
def one(draw: st.DrawFn) -> bytes:
    return draw(SCHEMES) + draw(GAPS) + draw(TEXTS) + draw(st.sampled_from([b"", b"", b" "]))


@st.composite
def joined(draw: st.DrawFn) -> bytes:
    return draw(one()) + draw(st.sampled_from([b",", b", ", b",\t"])) + draw(one())


@settings(MANY, max_examples=2000)
@given(one() | joined() | st.binary())
def test_gives_the_token_or_the_refusal_that_the_rules_do(value: bytes) -> None:
    expected = model(value)
    if isinstance(expected, bytes):
        assert read_bearer(value) == expected
        return
    with pytest.raises(AuthError, match=f"^{expected}: ") as refused:
        read_bearer(value)
    missing = expected in ("no_credentials", "other_scheme")
    assert refused.value.code == ("token_missing" if missing else "token_invalid")
