"""A hundred thousand revocations fit into 32 MB."""

import tracemalloc
from collections.abc import Callable

import pytest

from jwt_auth_bridge import Revocations, SessionEnded, UserTokensEnded
from jwt_auth_bridge.revocation.entry import Entry

from ..conftest import NOW

COUNT = 100_000
LIMIT = 32 * 1024 * 1024


def session(index: int) -> Entry:
    # Ids and moments of their own, as a parser makes them.
    return SessionEnded(f"{index:036}", NOW + index / 1000)


def user(index: int) -> Entry:
    return UserTokensEnded(f"{index:036}", NOW + index / 1000, NOW + 300 + index / 1000)


@pytest.mark.parametrize("make", [session, user])
def test_a_hundred_thousand(make: Callable[[int], Entry]) -> None:
    tracemalloc.start()
    try:
        revocations = Revocations()
        for index in range(COUNT):
            revocations.add(make(index))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(revocations) == COUNT
    assert peak < LIMIT
