"""What the quick reader is for, it reads; whatever is another thing, it leaves."""

import base64
import json

import pytest

from jwt_auth_bridge.claims import Policy
from jwt_auth_bridge.issued_payload import IssuedPayload
from jwt_auth_bridge.testing import issue_test_token

from .conftest import AUDIENCE, ISSUER, NOW, SECRET

READER = IssuedPayload(Policy(ISSUER, AUDIENCE, 5))
# In the order and the spelling of jwtBridge().
USUAL = (
    '{"iss":"http://localhost:3000","aud":"todo-api","sub":"K1TcKRWMNAqq3VBVtDyBiIQjTBvTqZsq",'
    '"sid":"hyNB2Yg5vX3VkIbmZtFuLZpgqAIFfIDD","jti":"6a1d3a47-b8a0-4f0d-9d1f-2f3d1c0a8e11",'
    '"iat":1800000000.123,"exp":1800000300}'
)


def segment(payload: str) -> bytes:
    return base64.urlsafe_b64encode(payload.encode()).rstrip(b"=")


@pytest.mark.parametrize("iat", ["1800000000.123", "1799999999.1", "1800000000"])
def test_what_the_issuer_writes(iat: str) -> None:
    payload = USUAL.replace("1800000000.123", iat)
    caller = READER.read(segment(payload), NOW)
    assert caller is not None
    assert (caller.user_id, caller.session_id) == (
        "K1TcKRWMNAqq3VBVtDyBiIQjTBvTqZsq",
        "hyNB2Yg5vX3VkIbmZtFuLZpgqAIFfIDD",
    )
    assert (caller.issuer, caller.scopes) == (ISSUER, frozenset())
    assert caller.claims == json.loads(payload)
    assert caller.claims is caller.claims
    with pytest.raises(TypeError):
        caller.claims["sub"] = "bob"  # type: ignore[index]


def test_what_tests_mint() -> None:
    token = issue_test_token(secret=SECRET, issuer=ISSUER, audience=AUDIENCE, user_id="alice", now=NOW)
    assert READER.read(token.split(".")[1].encode(), NOW) is not None


@pytest.mark.parametrize("now", [NOW - 6, NOW + 305, NOW + 10_000, float("nan"), float("inf"), float("-inf")])
def test_another_time(now: float) -> None:
    assert READER.read(segment(USUAL), now) is None


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("localhost", "localhosT"),
        ("todo-api", "todo-apis"),
        ('"sub":"', '"sub":"ä'),
        ('"sub":"', '"sub":"\\u0061'),
        ('"sid":"', '"sid":"\x7f'),
        ('"jti":"', '"jti":"\n'),
        ("6a1d3a47", "x" * 256),
        ('"iat":', '"iat": '),
        ('"iat":', '"iat":0'),
        ("1800000300", "1800000000"),
        ("1800000300", "1800003601"),
        ("1800000300", "1800000300.5"),
        ("1800000000.123", "1800000000.1234"),
        ("1800000000.123", "1.8e9"),
        ("}", ',"sub":"bob"}'),
        ("}", ',"scope":"a"}'),
        ("}", "}\n"),
        ("{", "\ufeff{"),
    ],
)
def test_another_spelling(part: str, other: str) -> None:
    assert part in USUAL
    assert READER.read(segment(USUAL.replace(part, other)), NOW) is None


def test_no_base64url() -> None:
    assert READER.read(segment(USUAL) + b"=", NOW) is None
    assert READER.read(b"", NOW) is None
    assert READER.read(b"_w", NOW) is None  # no UTF-8


@pytest.mark.parametrize("audience", ["todo.api", "a|b", '"a"', "a\\b", "größe", "x+"])
def test_settings_are_no_patterns(audience: str) -> None:
    reader = IssuedPayload(Policy("https://app.example", audience, 5))
    payload = USUAL.replace(ISSUER, "https://app.example")
    own = payload.replace('"todo-api"', json.dumps(audience, ensure_ascii=False))
    assert reader.read(segment(own), NOW) is not None
    assert reader.read(segment(payload), NOW) is None
    for issuer in ("https://appxexample", "https://app.example.org"):
        assert reader.read(segment(own.replace("https://app.example", issuer)), NOW) is None
