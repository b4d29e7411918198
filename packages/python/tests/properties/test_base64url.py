"""One text for each byte string, and one byte string for each text."""

import base64
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from jwt_auth_bridge.base64url import decode, encode

from .examples import MANY

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TEXTS = st.lists(st.sampled_from(b"ABDQgwkosEIM048zZ-_=+/ .\n"), min_size=1, max_size=9).map(bytes)


@MANY
@given(st.binary(min_size=1))
def test_reads_back_what_it_wrote(data: bytes) -> None:
    assert decode(encode(data)) == data
    assert encode(data) == base64.urlsafe_b64encode(data).rstrip(b"=")


@MANY
@given(TEXTS | st.binary())
def test_reads_nothing_but_what_it_would_write(text: bytes) -> None:
    with suppress(ValueError):
        assert encode(decode(text)) == text


def test_no_two_texts_of_one_length_decode_alike() -> None:
    """Of 64 letters at the end 4, 16 or 64 are admitted, and each of them means other bytes."""
    admitted = []
    for start in (b"", b"A", b"AA", b"AAA", b"AAAA"):
        decoded = set()
        for last in ALPHABET:
            with suppress(ValueError):
                decoded.add(decode(start + bytes([last])))
        admitted.append(len(decoded))
    assert admitted == [0, 4, 16, 64, 0]
