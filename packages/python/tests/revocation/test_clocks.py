"""Clocks that differ: what is tolerated, and what happens beyond (profile, section 8, R3 and "Clocks").

The verifier's clock and that of the issuer which ends something agree here. Another issuer's does not.
"""

from collections.abc import Callable

import pytest

from jwt_auth_bridge import (
    AuthError,
    Revocations,
    SessionEnded,
    SharedSecret,
    UserTokensEnded,
    Verifier,
)

from ..conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock

Token = Callable[..., str]
LIFETIME = 3600
"""Seconds, the longest there is."""
UNTIL = NOW + LIFETIME + 65


@pytest.fixture
def revocations(clock: Clock) -> Revocations:
    return Revocations(clock=clock, now=clock)


def verifier(clock: Clock, revocations: Revocations, leeway: float = 5) -> Verifier:
    return Verifier(
        issuer=ISSUER,
        audience=AUDIENCE,
        keys=SharedSecret(SECRET),
        leeway=leeway,
        revocations=revocations,
        now=clock,
    )


async def is_accepted(verifier: Verifier, token: str) -> bool:
    assert verifier.revocations is not None
    verifier.revocations.heard()  # which is when entries are dropped
    try:
        await verifier.verify(token)
    except AuthError:
        return False
    return True


async def times_accepted(clock: Clock, verifier: Verifier, token: str) -> list[float]:
    """Seconds after the sign-out at which the token is accepted: looked at until it has long expired."""
    found: list[float] = []
    for seconds in range(LIFETIME + 200):
        clock.now = NOW + seconds
        if await is_accepted(verifier, token):
            found.append(seconds)
    return found


@pytest.mark.parametrize("difference", [-60, -1, 0, 1])
@pytest.mark.parametrize("leeway", [0, 5])
async def test_an_ended_session_s_token_is_never_accepted(
    clock: Clock, revocations: Revocations, token: Token, leeway: float, difference: int
) -> None:
    """Minted by another issuer just before the sign-out."""
    revocations.add(SessionEnded("s1", UNTIL))
    text = token(session_id="s1", now=NOW + difference, lifetime=LIFETIME)
    assert await times_accepted(clock, verifier(clock, revocations, leeway), text) == []


@pytest.mark.parametrize(("leeway", "difference"), [(0, 65), (5, 60), (60, 5)])
@pytest.mark.parametrize(("more", "accepted"), [(0, []), (1, [LIFETIME + 65])])
async def test_leeway_and_difference_may_be_65_seconds_together(
    clock: Clock,
    revocations: Revocations,
    token: Token,
    leeway: float,
    difference: int,
    more: int,
    accepted: list[float],
) -> None:
    """A second more, and the token outlives what ended it."""
    revocations.add(SessionEnded("s1", UNTIL))
    text = token(session_id="s1", now=NOW + difference + more, lifetime=LIFETIME)
    assert await times_accepted(clock, verifier(clock, revocations, leeway), text) == accepted


@pytest.mark.parametrize("difference", [0, 1, 60])
@pytest.mark.parametrize("leeway", [0, 5, 60])
async def test_a_user_s_entry_lives_as_long_as_what_it_ends(
    clock: Clock, revocations: Revocations, token: Token, leeway: float, difference: int
) -> None:
    """It is the other issuer's time that is compared, so no difference makes it too short."""
    before = NOW + difference
    revocations.add(UserTokensEnded("alice", before, before + LIFETIME + 65))
    text = token(now=before, lifetime=LIFETIME)
    assert await times_accepted(clock, verifier(clock, revocations, leeway), text) == []


@pytest.mark.parametrize("difference", [0.25, 1])
async def test_a_new_password_and_an_issuer_whose_clock_is_ahead(
    clock: Clock, revocations: Revocations, token: Token, difference: float
) -> None:
    """What it minted in as many seconds before goes on; all that is older has ended."""
    revocations.add(UserTokensEnded("alice", NOW, UNTIL))
    checked = verifier(clock, revocations)
    # The second before the change, by the right time, in steps of an eighth.
    moments = [-eighths / 8 for eighths in range(1, 17)]
    accepted = [
        moment for moment in moments if await is_accepted(checked, minted(token, moment + difference))
    ]
    assert accepted == [moment for moment in moments if moment > -difference]


@pytest.mark.parametrize("difference", [0.25, 1])
async def test_a_new_password_and_an_issuer_whose_clock_is_behind(
    clock: Clock, revocations: Revocations, token: Token, difference: float
) -> None:
    """What it mints in as many seconds after is refused; then it is good."""
    revocations.add(UserTokensEnded("alice", NOW, UNTIL))
    checked = verifier(clock, revocations)
    moments = [eighths / 8 for eighths in range(1, 17)]
    refused = [
        moment for moment in moments if not await is_accepted(checked, minted(token, moment - difference))
    ]
    assert refused == [moment for moment in moments if moment <= difference]


async def test_issuers_that_agree_need_no_margin(
    clock: Clock, revocations: Revocations, token: Token
) -> None:
    """A millisecond tells before from after: the browser asks for the next token at once."""
    revocations.add(UserTokensEnded("alice", NOW, UNTIL))
    checked = verifier(clock, revocations)
    assert not await is_accepted(checked, minted(token, -0.001))
    assert not await is_accepted(checked, minted(token, 0))
    assert await is_accepted(checked, minted(token, 0.001))


def minted(token: Token, moment: float) -> str:
    """At this moment of the issuer's clock, from the change on. As issuers do: `iat` with milliseconds."""
    return token(now=NOW + moment, claims={"iat": NOW + moment})
