"""The `Authorization` header: one token, or a refusal with its whole sentence."""

import string

import pytest

from jwt_auth_bridge import AuthError, TokenInvalid, TokenMissing
from jwt_auth_bridge.bearer import find_authorization, read_bearer

NONE = "no_credentials: no Authorization header"
OTHER = "other_scheme: the scheme is not Bearer"
MALFORMED = "header_malformed: not one token after Bearer"
MANY = "many_headers: more than one Authorization header"


@pytest.mark.parametrize("value", [b"Bearer a.b-c_9", b"bearer a.b-c_9", b"BEARER   a.b-c_9"])
def test_token(value: bytes) -> None:
    assert read_bearer(value) == b"a.b-c_9"


@pytest.mark.parametrize("token", [b"a~+/b", b"a=", b"a==", b"/"])
def test_token_of_other_characters(token: bytes) -> None:
    """Credentials all the same; the verifier refuses them as a token."""
    assert read_bearer(b"Bearer " + token) == token


@pytest.mark.parametrize("scheme", [b"Bearer ", b"bearer ", b"Bearer  "])
def test_every_byte_that_a_token_may_hold(scheme: bytes) -> None:
    letters = (string.ascii_letters + string.digits + "-._~+/").encode()
    for code in range(256):
        token = b"a" + bytes([code]) + b"b"
        if code in letters:
            assert read_bearer(scheme + token) == token
        else:
            with pytest.raises(TokenInvalid):
                read_bearer(scheme + token)


@pytest.mark.parametrize(
    ("value", "error", "reason"),
    [
        (None, TokenMissing, NONE),
        (b"", TokenMissing, NONE),
        (b"Basic YTpi", TokenMissing, OTHER),
        (b"Bearertoken", TokenMissing, OTHER),
        (b"XBearer token", TokenMissing, OTHER),
        (b"Bearer", TokenInvalid, MALFORMED),
        (b"bearer ", TokenInvalid, MALFORMED),
        (b"Bearer\ttoken", TokenInvalid, MALFORMED),
        (b"Bearer a b", TokenInvalid, MALFORMED),
        (b"Bearer a ", TokenInvalid, MALFORMED),
        (b"Bearer =", TokenInvalid, MALFORMED),
        (b"Bearer a=b", TokenInvalid, MALFORMED),
        (b"Bearer \xe9", TokenInvalid, MALFORMED),
        (b"Basic YTpi, Bearer a", TokenInvalid, MANY),
        (b"Basic YTpi,bearer", TokenInvalid, MANY),
        (b"Basic YTpi, Bearer, Basic YTpi", TokenInvalid, MANY),
    ],
)
def test_refused(value: bytes | None, error: type[AuthError], reason: str) -> None:
    with pytest.raises(AuthError) as refused:
        read_bearer(value)
    assert type(refused.value) is error
    assert refused.value.reason == reason


def test_the_one_header_is_found() -> None:
    others = [(b"host", b"a"), (b"x-authorization", b"b"), (b"proxy-authorization", b"c")]
    assert find_authorization([]) is None
    assert find_authorization(others) is None
    assert find_authorization([*others, (b"authorization", b"d"), *others]) == b"d"
    assert find_authorization([(b"authorization", b"")]) == b""


def test_white_space_round_a_value_belongs_to_its_line() -> None:
    """RFC 9110 §5.5. Servers differ in what they hand on."""
    assert find_authorization([(b"authorization", b" \tBearer a \t ")]) == b"Bearer a"
    assert find_authorization([(b"authorization", b"XBearer aX\n")]) == b"XBearer aX\n"


@pytest.mark.parametrize("second", [b"Bearer a", b"Bearer b", b"", b"Basic YTpi"])
def test_two_headers_are_refused_also_two_of_the_same(second: bytes) -> None:
    with pytest.raises(TokenInvalid) as refused:
        find_authorization([(b"authorization", b"Bearer a"), (b"authorization", second)])
    assert refused.value.reason == MANY


def test_two_headers_of_which_the_first_is_empty_are_refused() -> None:
    with pytest.raises(TokenInvalid):
        find_authorization([(b"authorization", b""), (b"authorization", b"Bearer a")])
