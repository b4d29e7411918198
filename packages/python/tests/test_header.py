"""The header in another spelling than the issuer's own: its kid, or a refusal with its whole sentence."""

import json

import pytest

from jwt_auth_bridge import TokenInvalid, base64url
from jwt_auth_bridge.header import issued_segment, read_kid

GOOD = {"alg": "HS256", "typ": "at+jwt", "kid": "k"}
JSON_REASON = "header_json: the header is not a JSON object that every parser reads alike"
MEMBERS_REASON = "header_members: not exactly alg, typ and kid, each a string"


def read(header: object) -> str:
    text = header if isinstance(header, str) else json.dumps(header)
    return read_kid(base64url.encode(text.encode()))


def reason(header: object) -> str:
    with pytest.raises(TokenInvalid) as refused:
        read(header)
    return refused.value.reason


def without(name: str, **members: object) -> dict[str, object]:
    return {key: value for key, value in GOOD.items() if key != name} | members


def test_kid() -> None:
    assert read(GOOD) == "k"
    assert read('{ "kid": "other", "typ": "at+jwt", "alg": "HS256" }') == "other"
    assert read_kid(issued_segment("k")) == "k"


def test_the_segment_that_is_issued() -> None:
    assert base64url.decode(issued_segment("k")) == b'{"alg":"HS256","typ":"at+jwt","kid":"k"}'


@pytest.mark.parametrize(
    "text", ["[]", '"text"', "null", "{", '{"alg":"HS256","alg":"HS256"}', '{"kid":"\\ud800"}']
)
def test_no_object_that_every_parser_reads_alike(text: str) -> None:
    assert reason(text) == JSON_REASON


@pytest.mark.parametrize(
    "header",
    [
        {},
        {**GOOD, "crit": ["b64"]},
        {**GOOD, "jwk": {}},
        *(without(name) for name in GOOD),
        *(without(name, other="x") for name in GOOD),
        *({**GOOD, name: value} for name in GOOD for value in (1, None, True, ["k"])),
    ],
)
def test_not_exactly_three_members(header: dict[str, object]) -> None:
    assert reason(header) == MEMBERS_REASON


@pytest.mark.parametrize("alg", ["none", "HS512", "hs256", "RS256", ""])
def test_algorithm(alg: str) -> None:
    assert reason({**GOOD, "alg": alg}) == "alg: not HS256"


@pytest.mark.parametrize("typ", ["JWT", "AT+JWT", "application/at+jwt", ""])
def test_type(typ: str) -> None:
    assert reason({**GOOD, "typ": typ}) == "typ: not at+jwt"
