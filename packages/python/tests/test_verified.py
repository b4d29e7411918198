"""A remembered header is as good as a verified one, never better."""

import pytest

from jwt_auth_bridge import Principal, SharedSecret, TokenExpired, TokenInvalid, Verifier
from jwt_auth_bridge.testing import issue_test_token
from jwt_auth_bridge.verified import VerifiedTokens

from .conftest import AUDIENCE, ISSUER, NOW, SECRET, Clock


def verifier(clock: Clock) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=clock)


def header(user_id: str = "user-a", **claims: object) -> bytes:
    token = issue_test_token(
        secret=SECRET, issuer=ISSUER, audience=AUDIENCE, user_id=user_id, now=NOW, claims=claims
    )
    return f"Bearer {token}".encode()


async def remembering(clock: Clock, value: bytes) -> tuple[Verifier, bytes]:
    """A verifier that has this header in its memory."""
    one = verifier(clock)
    for _ in range(2):
        await one.verify_header(value)
    assert len(one._verified) == 1
    return one, value


async def test_the_same_header_gives_the_same_principal() -> None:
    one, value = verifier(Clock()), header()
    first = await one.verify_header(value)
    second = await one.verify_header(value)
    assert second == first
    assert second is not first  # remembered from the second time on
    assert await one.verify_header(bytes(bytearray(value))) is second
    assert await one.verify_header(header()) is not second  # another jti, another token


async def test_each_header_gives_its_own_caller() -> None:
    one = verifier(Clock())
    headers = {f"user-{number}": header(f"user-{number}") for number in range(50)}
    for _ in range(3):
        for user_id, value in headers.items():
            assert (await one.verify_header(value)).user_id == user_id


@pytest.mark.parametrize(
    ("later", "error", "word"), [(305, TokenExpired, "expired"), (-6, TokenInvalid, "not_yet")]
)
async def test_times_are_checked_again(later: float, error: type[Exception], word: str) -> None:
    clock = Clock()
    one, value = await remembering(clock, header())
    clock.now = NOW + later
    with pytest.raises(error, match=word):
        await one.verify_header(value)


async def test_nbf_is_checked_again() -> None:
    clock = Clock()
    one, value = await remembering(clock, header(nbf=NOW + 3))
    clock.now = NOW - 3
    with pytest.raises(TokenInvalid, match="nbf"):
        await one.verify_header(value)


async def test_a_changed_byte_is_another_header() -> None:
    one, value = await remembering(Clock(), header())
    for at in range(len(b"Bearer "), len(value)):
        changed = value[:at] + (b"A" if value[at : at + 1] != b"A" else b"B") + value[at + 1 :]
        with pytest.raises(TokenInvalid):
            await one.verify_header(changed)


async def test_one_token_takes_one_place_however_it_is_spelled() -> None:
    one, (scheme, token) = verifier(Clock()), header().split(b" ")
    for spaces in range(1, 200):
        assert (await one.verify_header(scheme + b" " * spaces + token)).user_id == "user-a"
        assert (await one.verify_header(b"bEaReR" + b" " * spaces + token)).user_id == "user-a"
    assert len(one._verified) == 1


async def test_what_one_request_does_to_claims_is_not_seen_by_the_next() -> None:
    one, value = verifier(Clock()), header(roles=["reader"])
    for _ in range(3):
        await one.verify_header(value)
    roles = (await one.verify_header(value)).claims["roles"]
    assert isinstance(roles, list)
    roles.append("admin")
    assert (await one.verify_header(value)).claims["roles"] == ["reader"]


def test_memory_is_bounded_and_keeps_what_is_asked_for() -> None:
    memory = VerifiedTokens(leeway=5, capacity=10)
    caller = Principal("user-a", "session-a", ISSUER, frozenset(), {"iat": NOW, "exp": NOW + 300})
    for _ in range(2):
        memory.keep(b"asked for", caller)
    for number in range(1000):
        for _ in range(2):
            memory.keep(b"%d" % number, caller)
        assert memory.find(b"asked for", NOW) is caller
        assert len(memory) <= 10
    assert memory.find(b"0", NOW) is None


def test_what_comes_once_takes_no_place() -> None:
    memory = VerifiedTokens(leeway=5, capacity=10)
    caller = Principal("user-a", "session-a", ISSUER, frozenset(), {"iat": NOW, "exp": NOW + 300})
    for number in range(1000):
        memory.keep(b"%d" % number, caller)
    assert len(memory) == 0
    assert len(memory._met) <= 5
