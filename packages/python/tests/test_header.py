"""The header in another spelling than the issuer's own: its kid, or a refusal with its whole sentence."""

import json

import pytest

from jwt_auth_bridge import TokenInvalid, base64url
from jwt_auth_bridge.header import issued_segment, read_header

GOOD = {"alg": "HS256", "typ": "at+jwt", "kid": "k"}
JSON_REASON = "header_json: the header is not a JSON object that every parser reads alike"
MEMBERS_REASON = "header_members: not exactly alg, typ and kid, each a string"


def read(header: object) -> tuple[str, str | None, str]:
    text = header if isinstance(header, str) else json.dumps(header)
    return read_header(base64url.encode(text.encode()))


def reason(header: object) -> str:
    with pytest.raises(TokenInvalid) as refused:
        read(header)
    return refused.value.reason


def without(name: str, **members: object) -> dict[str, object]:
    return {key: value for key, value in GOOD.items() if key != name} | members


def test_members() -> None:
    assert read(GOOD) == ("HS256", "at+jwt", "k")
    assert read('{ "kid": "other", "typ": "at+jwt", "alg": "HS256" }') == ("HS256", "at+jwt", "other")
    assert read_header(issued_segment("k", "EdDSA")) == ("EdDSA", "at+jwt", "k")


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
