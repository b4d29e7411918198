"""A caller who was let in is looked at again: for what is open longer than a token lives."""

from collections.abc import Callable

import pytest

from jwt_auth_bridge import (
    AuthError,
    Principal,
    Revocations,
    SessionEnded,
    SharedSecret,
    TokenExpired,
    UserTokensEnded,
    VerificationUnavailable,
    Verifier,
)

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock

Token = Callable[..., str]


@pytest.fixture
def revocations(clock: Clock) -> Revocations:
    fresh = Revocations(clock=clock, now=clock)
    fresh.heard()
    return fresh


@pytest.fixture
def verifier(clock: Clock, revocations: Revocations) -> Verifier:
    return Verifier(
        issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), revocations=revocations, now=clock
    )


@pytest.fixture
async def caller(verifier: Verifier, token: Token) -> Principal:
    return await verifier.verify(token(session_id="s1"))


def outcome(verifier: Verifier, caller: Principal) -> str:
    try:
        verifier.check(caller)
    except AuthError as error:
        return error.reason
    return "may stay"


async def test_who_is_good_may_stay(verifier: Verifier, caller: Principal) -> None:
    assert outcome(verifier, caller) == "may stay"


async def test_a_token_that_has_expired(
    verifier: Verifier, caller: Principal, clock: Clock, revocations: Revocations
) -> None:
    """At the same moment as for a request: the leeway is 5 seconds."""
    clock.now = NOW + 304.9
    revocations.heard()
    assert outcome(verifier, caller) == "may stay"
    clock.now = NOW + 305
    with pytest.raises(TokenExpired) as refused:
        verifier.check(caller)
    assert refused.value.reason == "expired: exp is in the past"
    clock.now = float("nan")
    assert outcome(verifier, caller) == "expired: exp is in the past"


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (SessionEnded("s1", NOW + 3665), "revoked: the session has ended"),
        (
            UserTokensEnded("alice", NOW, NOW + 3665),
            "revoked: the user's tokens up to a later moment have ended",
        ),
        (SessionEnded("s2", NOW + 3665), "may stay"),
    ],
)
async def test_what_ended_since(
    verifier: Verifier,
    caller: Principal,
    revocations: Revocations,
    entry: SessionEnded | UserTokensEnded,
    reason: str,
) -> None:
    revocations.add(entry)
    assert outcome(verifier, caller) == reason


async def test_nobody_knows(verifier: Verifier, caller: Principal, clock: Clock) -> None:
    clock.now = NOW + 31
    with pytest.raises(VerificationUnavailable):
        verifier.check(caller)


async def test_without_revocations_times_count(clock: Clock, token: Token) -> None:
    verifier = Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=clock)
    caller = await verifier.verify(token())
    assert outcome(verifier, caller) == "may stay"
    clock.now = NOW + 305
    assert outcome(verifier, caller) == "expired: exp is in the past"
