"""What the tests share: one bridge with a clock that they set, and tokens for it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from jwt_auth_bridge import SharedSecret, Verifier
from jwt_auth_bridge.fastapi import AuthBridge
from jwt_auth_bridge.testing import issue_test_token

SECRET = "correct-horse-battery-staple-0123456789abcdef"
ISSUER = "http://localhost:3000"
AUDIENCE = "todo-api"
NOW = 1_800_000_000


@dataclass
class Clock:
    """Seconds since the epoch, set by hand."""

    now: float = NOW

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def verifier(clock: Clock) -> Verifier:
    return Verifier(issuer=ISSUER, audience=AUDIENCE, keys=SharedSecret(SECRET), now=clock)


@pytest.fixture
def auth(verifier: Verifier) -> AuthBridge:
    return AuthBridge(verifier=verifier)


@pytest.fixture
def token() -> Callable[..., str]:
    """`token("alice", ...)`: a token for the bridge, issued at `NOW`."""

    def make(user_id: str = "alice", **options: object) -> str:
        settings = {"secret": SECRET, "issuer": ISSUER, "audience": AUDIENCE, "now": NOW, **options}
        return issue_test_token(user_id=user_id, **settings)  # type: ignore[arg-type]

    return make
