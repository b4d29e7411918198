"""One revocation, and how it is written on every transport (profile, section 8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Every token of this session is refused. Times are seconds since the epoch."""

    session_id: str
    until: float
    """When the last of its tokens has expired."""


@dataclass(frozen=True, slots=True)
class UserTokensEnded:
    """Every token of this user that was issued at or before a moment is refused."""

    user_id: str
    before: float
    until: float


Entry = SessionEnded | UserTokensEnded


def parse_entry(members: Mapping[str, object]) -> Entry:
    """An entry as it is written on every transport (profile, section 8).

    :raises ValueError: for anything else.
    """
    names = set(members)
    if names == {"sid", "until"}:
        return SessionEnded(_identifier(members["sid"]), parse_moment(members["until"]))
    if names == {"sub", "before", "until"}:
        before, until = parse_moment(members["before"]), parse_moment(members["until"])
        return UserTokensEnded(_identifier(members["sub"]), before, until)
    raise ValueError("not an entry of revocations")


def _identifier(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("an entry of revocations without an id")
    return value


def parse_moment(value: object) -> float:
    """Seconds since the epoch.

    :raises ValueError: for what is no number, or no finite one.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not -inf < value < inf:
        raise ValueError("an entry of revocations without a moment")
    return float(value)
