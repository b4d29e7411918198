"""The text of a token. What holds for all texts is in properties/."""

import pytest

from jwt_auth_bridge import TokenInvalid
from jwt_auth_bridge.jws import parse_compact

GRAMMAR = "grammar: not three segments of canonical base64url"


def reason(token: bytes) -> str:
    with pytest.raises(TokenInvalid) as refused:
        parse_compact(token)
    return refused.value.reason


def test_segments() -> None:
    assert parse_compact(b"AA.BBBB.CCA") == (b"AA", b"BBBB", b"CCA", b"AA.BBBB")


@pytest.mark.parametrize(
    "token",
    [
        b"",
        b"AAAA",
        b"AAAA.AAAA",
        b"AAAA.AAAA.",
        b".AAAA.AAAA",
        b"AAAA..AAAA",
        b"AAAA.AAAA.AAAA.AAAA",
        b" AAAA.AAAA.AAAA",
        b"AAAA.AAAA.AAAA\n",
        b"AB.AAAA.AAAA",
        b"AAAA.AB.AAAA",
        b"AAAA.AAAA.AB",
        b"A.AAAA.AAAA",
        "AAAA.AAAA.éé".encode(),
    ],
)
def test_grammar(token: bytes) -> None:
    assert reason(token) == GRAMMAR


def test_length_goes_before_everything_else() -> None:
    assert len(parse_compact(b"AA.AA." + b"A" * 8186).signature) == 8186
    assert reason(b"." * 8192) == GRAMMAR
    assert reason(b"." * 8193) == "too_long: more than 8192 bytes"
