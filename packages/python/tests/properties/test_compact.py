"""The grammar of a token, on another road than the code's: what decoding and encoding gives back is right."""

import base64
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jwt_auth_bridge import TokenInvalid
from jwt_auth_bridge.jws import parse_compact

from .examples import MANY, SOME

SEGMENTS = st.binary(max_size=9).map(lambda data: base64.urlsafe_b64encode(data).rstrip(b"="))
NOISE = st.sampled_from([b"", b"", b"", *(bytes([each]) for each in b"AQgw019-_.=+/ \n\t%\0"), b"\xc3\xa9"])


@st.composite
def nearly(draw: st.DrawFn) -> bytes:
    """Nearly a token: two to four segments, with something put in somewhere."""
    text = b".".join(draw(st.lists(SEGMENTS, min_size=2, max_size=4)))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(NOISE) + text[at:]


def is_compact(token: bytes) -> bool:
    segments = token.split(b".")
    return len(segments) == 3 and all(is_segment(segment) for segment in segments) and len(token) <= 8192


def is_segment(segment: bytes) -> bool:
    data = b""
    with suppress(ValueError):
        data = base64.urlsafe_b64decode(segment + b"=" * (-len(segment) % 4))
    return data != b"" and base64.urlsafe_b64encode(data).rstrip(b"=") == segment


@MANY
@given(nearly() | st.binary())
@example(b"AAAA." + b"A" * 8180 + b".AAAA")
def test_accepts_exactly_the_texts_of_the_grammar(token: bytes) -> None:
    if not is_compact(token):
        with pytest.raises(TokenInvalid):
            parse_compact(token)
        return
    header, payload, signature, signing_input = parse_compact(token)
    assert b".".join([header, payload, signature]) == token
    assert signing_input + b"." + signature == token


@SOME
@given(st.integers(8150, 8230))
def test_the_longest(length: int) -> None:
    token = b"AAAA." + b"A" * (length - 10) + b".AAAA"
    if is_compact(token):
        assert parse_compact(token).payload == b"A" * (length - 10)
        return
    word = "too_long" if length > 8192 else "grammar"
    with pytest.raises(TokenInvalid, match=word):
        parse_compact(token)
