"""The claims at their edges, and the whole sentence of each refusal. What holds for all is in properties/."""

from typing import Any

import pytest

from jwt_auth_bridge import AuthError, TokenExpired, TokenInvalid
from jwt_auth_bridge.claims import Policy, check_claims

from .conftest import AUDIENCE, ISSUER, NOW

POLICY = Policy(ISSUER, AUDIENCE, 5)
GOOD: dict[str, Any] = {
    "iss": ISSUER,
    "aud": AUDIENCE,
    "sub": "u",
    "sid": "s",
    "jti": "j",
    "iat": NOW,
    "exp": NOW + 300,
}
IDS = ("sub", "sid", "jti")
AUD_TYPE = "claim_type: aud is neither a string nor an array of strings"
NOT_ISS = "iss: not issued by http://localhost:3000, set the same BETTER_AUTH_URL on both sides"
NOT_AUD = "aud: not for todo-api, set the same JWT_AUDIENCE on both sides"


def reason(claims: dict[str, Any], now: float = NOW) -> str:
    with pytest.raises(AuthError) as refused:
        check_claims(claims, POLICY, now)
    assert type(refused.value) is (
        TokenExpired if refused.value.reason.startswith("expired") else TokenInvalid
    )
    return refused.value.reason


@pytest.mark.parametrize("name", GOOD)
def test_missing(name: str) -> None:
    claims = {key: value for key, value in GOOD.items() if key != name}
    assert reason(claims) == f"claim_missing: {name}"


def test_the_first_of_several_that_are_missing() -> None:
    assert reason({}) == "claim_missing: iss"
    assert reason({"iss": 7, "aud": 7}) == "claim_missing: sub"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"iss": 7}, "claim_type: iss is not a string"),
        ({"aud": 7}, AUD_TYPE),
        ({"aud": {AUDIENCE: 1}}, AUD_TYPE),
        ({"aud": (AUDIENCE,)}, AUD_TYPE),
        ({"aud": [AUDIENCE, 7]}, AUD_TYPE),
        *(({name: 7}, f"claim_type: {name} is not a string") for name in IDS),
        *(
            ({name: text}, f"claim_value: {name} is empty, too long or holds control characters")
            for name in IDS
            for text in ("", "x" * 256, "a\x1fb", "\x7f", "\x9f")
        ),
        *(
            ({name: value}, f"claim_type: {name} is not a number of seconds")
            for name in ("iat", "exp", "nbf")
            for value in (True, "7", None, 2**53, -(2**53), 2.0**53, -(2.0**53), float("nan"), float("inf"))
        ),
        ({"scope": ["a"]}, "claim_type: scope is not a string"),
        ({"scope": None}, "claim_type: scope is not a string"),
        *(
            ({"scope": text}, "claim_value: scopes are separated by single spaces")
            for text in (" ", " a", "a ", "a  b")
        ),
        ({"iss": ISSUER + "/"}, NOT_ISS),
        ({"aud": AUDIENCE + "x"}, NOT_AUD),
        ({"aud": "x" + AUDIENCE}, NOT_AUD),
        ({"aud": []}, NOT_AUD),
        ({"aud": ["x", AUDIENCE + "x"]}, NOT_AUD),
        ({"exp": NOW}, "lifetime: exp is not after iat"),
        ({"exp": NOW - 1}, "lifetime: exp is not after iat"),
        ({"iat": NOW + 0.5, "exp": NOW + 0.5}, "lifetime: exp is not after iat"),
        ({"exp": NOW + 3600.25}, "lifetime: longer than 3600 seconds"),
        ({"iat": -(2**53) + 1, "exp": 2**53 - 1}, "lifetime: longer than 3600 seconds"),
        ({"iat": NOW + 6}, "not_yet: iat is in the future, compare the clocks of both sides"),
        ({"nbf": NOW + 6}, "not_yet: nbf is in the future, compare the clocks of both sides"),
        ({"iat": NOW + 6, "nbf": NOW}, "not_yet: iat is in the future, compare the clocks of both sides"),
        ({"iat": NOW + 5, "nbf": NOW + 6}, "not_yet: nbf is in the future, compare the clocks of both sides"),
        ({"iat": NOW - 400, "exp": NOW - 5}, "expired: exp is in the past"),
    ],
)
def test_refused(change: dict[str, Any], expected: str) -> None:
    assert reason({**GOOD, **change}) == expected


@pytest.mark.parametrize(
    "change",
    [
        {"aud": [AUDIENCE]},
        {"aud": ["x", AUDIENCE]},
        {"iat": NOW + 5},
        {"nbf": NOW + 5},
        {"nbf": NOW + 0.5},
        {"nbf": -(2**53) + 1},
        {"exp": NOW + 3600},
        {"exp": float(NOW + 3600)},
        {"iat": NOW - 200, "exp": NOW - 4.999},
        {"iat": NOW + 0.25, "exp": NOW + 0.5},
        {"iat": NOW, "exp": NOW + 1},
        {"sub": "x" * 255},
        {"sub": "\U0001f4a5" * 255},
        {"sub": "a b\u200b\u00ad\ue000"},
    ],
)
def test_at_the_edge(change: dict[str, Any]) -> None:
    claims = {**GOOD, **change}
    assert check_claims(claims, POLICY, NOW) == (claims["sub"], "s", frozenset())


def test_who_and_what_for() -> None:
    assert check_claims({**GOOD, "scope": "b a b"}, POLICY, NOW) == ("u", "s", frozenset({"a", "b"}))
    assert check_claims({**GOOD, "scope": ""}, POLICY, NOW) == ("u", "s", frozenset())
    assert check_claims({**GOOD, "scope": "a\u00a0b\tc"}, POLICY, NOW)[2] == {"a\u00a0b\tc"}


def test_a_token_of_the_year_1970_at_its_time() -> None:
    for iat in (-60, -0.5, 0, 1):
        assert check_claims({**GOOD, "iat": iat, "exp": 60}, POLICY, 0)
        assert reason({**GOOD, "iat": iat, "exp": 60}, 65) == "expired: exp is in the past"


def test_every_control_character_and_its_neighbours() -> None:
    controls = {*range(0x20), *range(0x7F, 0xA0)}
    for code in range(0x100):
        claims = {**GOOD, "sid": f"a{chr(code)}b"}
        if code in controls:
            assert reason(claims) == "claim_value: sid is empty, too long or holds control characters"
        else:
            assert check_claims(claims, POLICY, NOW)[1] == claims["sid"]


@pytest.mark.parametrize("now", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("change", [{}, {"iat": NOW - 400, "exp": NOW - 100}, {"nbf": NOW}])
def test_a_clock_that_is_not_a_finite_number(now: float, change: dict[str, Any]) -> None:
    """It lets nobody in, with a token that has expired least of all."""
    assert reason({**GOOD, **change}, now) == (
        "not_yet: iat is in the future, compare the clocks of both sides"
    )
