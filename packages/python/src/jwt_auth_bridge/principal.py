"""Who is calling."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, repr=False)
class Principal:
    """The caller of one request, as a verified token tells it.

    `scopes` is empty when the token has no `scope` claim. `claims` is the whole payload, read-only.
    """

    user_id: str
    session_id: str
    issuer: str
    scopes: frozenset[str]
    claims: Mapping[str, object] = field(hash=False)

    def __repr__(self) -> str:
        # Claims may hold personal data, and a repr ends in logs.
        return f"{type(self).__name__}(user_id=..., session_id=..., claims=...)"
