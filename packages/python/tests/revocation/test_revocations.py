"""Which tokens have been ended, and what is done when nobody knows."""

import logging

import pytest

from jwt_auth_bridge import (
    AuthError,
    ConfigurationError,
    Principal,
    Revocations,
    SharedSecret,
    TokenRevoked,
    VerificationUnavailable,
    Verifier,
)
from jwt_auth_bridge.revocation.entry import Entry, SessionEnded, UserTokensEnded, parse_entry
from jwt_auth_bridge.testing import issue_test_token

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET

STALE = "revocations_stale: nothing heard of revocations for more than 30 seconds"


class Clock:
    """Two clocks in one: seconds since the epoch, which never go back here."""

    def __init__(self) -> None:
        self.now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def revocations(clock: Clock) -> Revocations:
    fresh = Revocations(clock=clock, now=clock)
    fresh.heard()
    return fresh


def caller(user_id: str = "alice", session_id: str = "s1", issued: float = NOW) -> Principal:
    return Principal(user_id, session_id, ISSUER, frozenset(), {"iat": issued})


def passes(revocations: Revocations, principal: Principal) -> bool:
    try:
        revocations.check(principal)
    except TokenRevoked:
        return False
    return True


def test_a_session_that_has_ended_and_no_other(revocations: Revocations) -> None:
    revocations.add(SessionEnded("s1", NOW + 300))
    assert not passes(revocations, caller())
    assert not passes(revocations, caller(issued=NOW + 200))
    assert passes(revocations, caller(session_id="s2"))
    # An id of one kind is none of the other.
    assert passes(revocations, caller(user_id="s1", session_id="s2"))


def test_a_user_s_tokens_up_to_a_moment(revocations: Revocations) -> None:
    revocations.add(UserTokensEnded("alice", NOW + 0.5, NOW + 300))
    assert not passes(revocations, caller(issued=NOW))
    assert not passes(revocations, caller(issued=NOW + 0.5))
    assert passes(revocations, caller(issued=NOW + 0.501))
    assert passes(revocations, caller("bob"))
    assert passes(revocations, caller("bob", session_id="alice"))


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_entries_the_one_that_ends_more_counts(
    revocations: Revocations, clock: Clock, order: tuple[int, int]
) -> None:
    users = [UserTokensEnded("alice", NOW + 1, NOW + 301), UserTokensEnded("alice", NOW + 2, NOW + 302)]
    sessions = [SessionEnded("s1", NOW + 301), SessionEnded("s1", NOW + 302)]
    for each in order:
        revocations.add(users[each])
        revocations.add(sessions[each])
    clock.now = NOW + 301.5
    revocations.heard()
    assert not passes(revocations, caller(session_id="s2", issued=NOW + 2))
    assert not passes(revocations, caller("bob"))
    assert len(revocations) == 2
    clock.now = NOW + 302
    revocations.heard()
    assert len(revocations) == 0


@pytest.mark.parametrize("entry", [SessionEnded("s1", NOW + 300), UserTokensEnded("alice", NOW, NOW + 300)])
def test_an_entry_goes_when_the_last_of_its_tokens_has_expired(
    revocations: Revocations, clock: Clock, entry: Entry
) -> None:
    revocations.add(entry)
    clock.now = NOW + 299.9
    revocations.heard()
    assert not passes(revocations, caller())
    clock.now = NOW + 300
    revocations.heard()
    assert len(revocations) == 0
    assert passes(revocations, caller())


def test_entries_that_came_in_any_order_all_go_in_the_end(revocations: Revocations, clock: Clock) -> None:
    for index in range(1000):
        revocations.add(SessionEnded(f"s{index}", NOW + (index * 7919) % 1000))
        revocations.add(UserTokensEnded(f"u{index}", NOW, NOW + (index * 104729) % 1000))
    clock.now = NOW + 1000
    revocations.heard()
    assert len(revocations) == 0


def test_one_that_never_ends_keeps_no_other(revocations: Revocations, clock: Clock) -> None:
    """And itself no longer than a token can live, whatever it says."""
    revocations.add(SessionEnded("far", NOW + 1e9))
    revocations.add(UserTokensEnded("far", NOW, NOW + 1e9))
    revocations.add(SessionEnded("s1", NOW + 300))
    revocations.add(UserTokensEnded("alice", NOW, NOW + 300))
    clock.now = NOW + 300
    revocations.heard()
    assert len(revocations) == 2
    clock.now = NOW + 3600 + 129
    revocations.heard()
    assert not passes(revocations, caller(session_id="far"))
    assert not passes(revocations, caller("far", session_id="s2"))
    clock.now += 61
    revocations.heard()
    assert len(revocations) == 0


def test_nothing_heard_yet_is_nothing_known(clock: Clock) -> None:
    with pytest.raises(VerificationUnavailable) as refused:
        Revocations(clock=clock, now=clock).check(caller())
    assert refused.value.reason == STALE
    assert (refused.value.status, refused.value.retry_after) == (503, 5)


def test_nothing_heard_for_too_long(revocations: Revocations, clock: Clock) -> None:
    revocations.add(SessionEnded("s2", NOW + 300))
    clock.now = NOW + 30
    assert passes(revocations, caller())
    clock.now = NOW + 30.1
    with pytest.raises(VerificationUnavailable):
        revocations.check(caller())
    assert not passes(revocations, caller(session_id="s2"))  # what is known stays known
    revocations.heard()
    assert passes(revocations, caller())


def test_what_was_on_its_way_for_long_is_as_old_as_it_is(revocations: Revocations, clock: Clock) -> None:
    clock.now = NOW + 40
    revocations.heard(age=25)
    assert revocations.staleness == 25
    assert passes(revocations, caller())
    clock.now = NOW + 45.1
    assert revocations.is_stale
    revocations.heard(age=31)  # it comes, and says nothing new
    with pytest.raises(VerificationUnavailable):
        revocations.check(caller())
    revocations.heard(age=1)
    revocations.heard(age=20)  # what was known before is known
    assert revocations.staleness == 1


@pytest.mark.parametrize("age", [-5, float("nan"), float("inf")])
def test_an_age_that_is_none(clock: Clock, age: float) -> None:
    """Nothing is fresher than now."""
    revocations = Revocations(clock=clock, now=clock)
    revocations.heard(age)
    assert revocations.staleness == (0 if age == -5 else float("inf"))


def test_going_on_is_a_choice_and_says_so_once_a_minute(
    clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    revocations = Revocations(when_stale="accept", max_staleness=2, clock=clock, now=clock)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            assert passes(revocations, caller())
        assert len(caplog.messages) == 1
        assert "more than 2 seconds" in caplog.messages[0]
        clock.now += 60
        assert passes(revocations, caller())
        assert len(caplog.messages) == 2
        revocations.add(SessionEnded("s1", NOW + 300))
        assert not passes(revocations, caller())


@pytest.mark.parametrize("value", [0, -1, 3601, float("nan"), float("inf"), "30", True, None])
def test_a_staleness_that_is_none(value: object) -> None:
    with pytest.raises(ConfigurationError, match="max_staleness"):
        Revocations(max_staleness=value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["", "ignore", None, True])
def test_a_choice_that_is_none(value: object) -> None:
    with pytest.raises(ConfigurationError, match="when_stale"):
        Revocations(when_stale=value)  # type: ignore[arg-type]


async def test_a_verifier_asks_each_time_for_tokens_that_it_knows_too(
    revocations: Revocations, clock: Clock
) -> None:
    verifier = Verifier(
        issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), revocations=revocations, now=clock
    )
    token = issue_test_token(
        secret=SECRET, issuer=ISSUER, audience=AUDIENCE, user_id="alice", session_id="s1", now=NOW
    )

    async def reasons() -> set[str]:
        found: set[str] = set()
        for verify in (
            verifier.verify(token),
            *(verifier.verify_header(f"Bearer {token}") for _ in range(3)),
        ):
            try:
                await verify
            except AuthError as error:
                found.add(error.reason)
            else:
                found.add("accepted")
        return found

    assert await reasons() == {"accepted"}
    revocations.add(SessionEnded("s1", NOW + 300))
    assert await reasons() == {"revoked: the session has ended"}


def test_numbers_for_whatever_shows_them(clock: Clock) -> None:
    """All of them finite, as JSON knows no other."""
    revocations = Revocations(clock=clock, now=clock)
    clock.now += 7
    assert revocations.metrics() == {"revocations_held": 0, "revocations_staleness_seconds": 7}
    revocations.heard()
    clock.now += 3
    revocations.add(SessionEnded("s1", NOW + 300))
    revocations.add(UserTokensEnded("alice", NOW, NOW + 300))
    verifier = Verifier(
        issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), revocations=revocations, now=clock
    )
    assert verifier.metrics().items() >= {"revocations_held": 2, "revocations_staleness_seconds": 3}.items()
    assert verifier.revocations is revocations


def test_a_verifier_without_revocations_has_no_numbers_of_them() -> None:
    assert Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET)).metrics().keys() == {"keys"}


def test_stale_is_what_was_not_heard_for_too_long(revocations: Revocations, clock: Clock) -> None:
    assert Revocations(clock=clock, now=clock).is_stale
    clock.now = NOW + 30
    assert not revocations.is_stale
    clock.now = NOW + 30.1
    assert revocations.is_stale


def test_entries_as_they_are_written() -> None:
    assert parse_entry({"sid": "s", "until": 5}) == SessionEnded("s", 5.0)
    assert parse_entry({"sub": "u", "before": 4.25, "until": 5}) == UserTokensEnded("u", 4.25, 5.0)


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"cursor": "5"},
        {"sid": "s"},
        {"sid": "", "until": 5},
        {"sid": 5, "until": 5},
        {"sid": "s", "until": "5"},
        {"sid": "s", "until": True},
        {"sid": "s", "until": float("inf")},
        {"sid": "s", "until": float("nan")},
        {"sid": "s", "until": 5, "more": 1},
        {"sid": "s", "sub": "u", "until": 5},
        {"sub": "u", "until": 5},
        {"sub": "u", "before": None, "until": 5},
        {"sub": "", "before": 1, "until": 5},
        {"sub": "u", "before": 1, "until": 5, "sid": "s"},
    ],
)
def test_what_is_no_entry(members: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="entry of revocations"):
        parse_entry(members)
