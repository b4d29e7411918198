"""What must hold for every claims set."""

import string
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jwt_auth_bridge import AuthError, TokenExpired
from jwt_auth_bridge.claims import Policy, check_claims

from ..conftest import AUDIENCE, ISSUER, NOW
from .examples import IDENTIFIERS, SOME

Claims = dict[str, Any]

LEEWAY = 5
POLICY = Policy(ISSUER, AUDIENCE, LEEWAY)
NAMES = ["iss", "aud", "sub", "sid", "jti", "iat", "exp"]
IDS = st.sampled_from(["sub", "sid", "jti"])
CONTROLS = st.characters(categories=["Cc"])


def quarters(least: float, most: float) -> st.SearchStrategy[float]:
    """Seconds in quarters, which a double holds exactly; whole ones are ints now and then."""
    numbers = st.integers(int(least * 4), int(most * 4)).map(lambda count: count / 4)
    return numbers | numbers.map(as_int)


def as_int(number: float) -> float:
    return int(number) if number.is_integer() else number


def other(value: str) -> st.SearchStrategy[str]:
    return st.text().filter(lambda text: text != value)


SCOPES = st.lists(st.text(min_size=1).map(lambda text: text.replace(" ", "-"))).map(" ".join)
AUDIENCES = st.just(AUDIENCE) | st.lists(st.text(), max_size=3).flatmap(
    lambda others: st.permutations([*others, AUDIENCE])
)
EXTRA = st.dictionaries(st.text(string.ascii_letters, min_size=6), st.none() | st.integers() | st.text())


@st.composite
def right(draw: st.DrawFn) -> Claims:
    """Claims that are right, by the way they are made."""
    life = draw(quarters(0.25, 3600))
    iat = NOW - draw(quarters(-LEEWAY, life + LEEWAY - 0.25))
    names = {name: draw(IDENTIFIERS) for name in ("sub", "sid", "jti")}
    optional: Claims = {}
    if draw(st.booleans()):
        optional["nbf"] = draw(quarters(-9e15, NOW + LEEWAY))
    if draw(st.booleans()):
        optional["scope"] = draw(SCOPES)
    times = {"iat": iat, "exp": iat + life}
    return {**draw(EXTRA), **names, **optional, **times, "iss": ISSUER, "aud": draw(AUDIENCES)}


NO_TEXT: st.SearchStrategy[Any] = st.sampled_from([None, True, 0, 1.5, {}, [], ["x"]])
NO_TIME: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, "1750000000", [], {}, 2**53, -(2**53), 2.0**53, float("inf"), float("nan")]
)
NO_IDENTIFIER = (
    st.just("")
    | st.sampled_from(["x" * 256, "\U0001f4a5" * 256])
    | st.tuples(st.text(), CONTROLS, st.text()).map("".join)
)


def changes(names: st.SearchStrategy[str], values: st.SearchStrategy[Any]) -> st.SearchStrategy[Claims]:
    return st.tuples(names, values).map(lambda pair: {pair[0]: pair[1]})


def late(name: str) -> st.SearchStrategy[Claims]:
    return quarters(NOW + LEEWAY + 0.25, NOW + 9e9).map(lambda at: {name: at})


WRONGS: dict[str, st.SearchStrategy[Claims]] = {
    "claim_type": changes(IDS | st.sampled_from(["iss", "scope"]), NO_TEXT)
    | changes(st.just("aud"), st.sampled_from([None, True, 7, {}, [1], (AUDIENCE,), [AUDIENCE, None]]))
    | changes(st.sampled_from(["iat", "exp", "nbf"]), NO_TIME),
    "claim_value": changes(IDS, NO_IDENTIFIER)
    | changes(st.just("scope"), st.sampled_from([" ", " a", "a ", "a  b", "  "])),
    "iss": changes(st.just("iss"), other(ISSUER)),
    "aud": changes(st.just("aud"), other(AUDIENCE) | st.lists(other(AUDIENCE))),
    "lifetime": (quarters(-9e9, 0) | quarters(3600.25, 9e9)).map(
        lambda life: {"iat": NOW, "exp": NOW + life}
    ),
    "not_yet": late("iat").map(lambda change: {**change, "exp": change["iat"] + 60}) | late("nbf"),
    "expired": st.tuples(quarters(-9e9, NOW - LEEWAY), quarters(0.25, 3600)).map(
        lambda pair: {"exp": pair[0], "iat": pair[0] - pair[1], "nbf": pair[0] - pair[1]}
    ),
}
"""One broken rule at a time: the word that names it, and what the claims are changed to."""


def outcome(claims: Claims, now: float = NOW, policy: Policy = POLICY) -> str:
    """`accepted`, or the word of the refusal."""
    try:
        check_claims(claims, policy, now)
    except AuthError as error:
        word = error.reason.split(":")[0]
        return word if isinstance(error, TokenExpired) == (word == "expired") else f"{word}, of another class"
    return "accepted"


@SOME
@given(right())
def test_right_claims_are_accepted(claims: Claims) -> None:
    before = dict(claims)
    user_id, session_id, scopes = check_claims(claims, POLICY, NOW)
    assert (user_id, session_id) == (claims["sub"], claims["sid"])
    assert scopes == frozenset(claims["scope"].split(" ") if claims.get("scope") else [])
    assert claims == before


@SOME
@given(right(), st.sampled_from(NAMES))
def test_each_required_claim_is(claims: Claims, name: str) -> None:
    del claims[name]
    assert outcome(claims) == "claim_missing"


@pytest.mark.parametrize("word", WRONGS)
@SOME
@given(st.data())
def test_one_broken_rule_is_refused_by_its_word(word: str, data: st.DataObject) -> None:
    assert outcome({**data.draw(right()), **data.draw(WRONGS[word])}) == word


@SOME
@given(right(), st.lists(quarters(-4000, 4000), min_size=3, max_size=3).map(sorted))
def test_what_has_expired_has_for_good(claims: Claims, moments: list[float]) -> None:
    """And what is accepted is for one stretch of time at most."""
    order = ["not_yet", "accepted", "expired"]
    places = [order.index(outcome(claims, NOW + moment)) for moment in moments]
    assert places == sorted(places)


@SOME
@given(right(), quarters(0, 60), quarters(-4000, 4000))
def test_a_leeway_is_as_many_seconds_of_longer_life_at_both_ends(
    claims: Claims, leeway: float, moment: float
) -> None:
    assume(claims["exp"] - claims["iat"] + 2 * leeway <= 3600)
    longer = {**claims, "iat": claims["iat"] - leeway, "exp": claims["exp"] + leeway}
    if "nbf" in claims:
        longer["nbf"] = claims["nbf"] - leeway
    now, none = NOW + moment, Policy(ISSUER, AUDIENCE, 0)
    assert outcome(claims, now, Policy(ISSUER, AUDIENCE, leeway)) == outcome(longer, now, none)
