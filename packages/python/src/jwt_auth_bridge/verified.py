"""A bounded memory of verified credentials: a client sends the same header until its token is renewed."""

from typing import Any

from .principal import Principal

CAPACITY = 4096
"""Most credentials that are remembered."""
_MARK = 43
"""Bytes of a SHA-256 as base64url: a longer signature's last."""
_IMMUTABLE = frozenset({str, int, float, bool, type(None)})

_Known = tuple[bytes, float, float, Principal]
"""The header, the times between which it is good, and who is meant."""


class VerifiedTokens:
    """Who was verified, found again by the exact header that said so. Its times are checked at every find.

    Looked up by the end of it, where the signature is: to hash all of it takes longer, and it comes in new
    bytes with each request. What counts is all of it.

    Only verified credentials are kept, so nobody without a key can fill it. Claims that hold lists or objects
    are not: one request could change what the next one is given. Two generations: when the young
    one has half the capacity it becomes the old one, and what nobody asked for meanwhile is forgotten.

    :param leeway: seconds, as the verifier's.
    """

    __slots__ = ("_leeway", "_limit", "_met", "_old", "_young")

    def __init__(self, leeway: float, capacity: int = CAPACITY) -> None:
        self._leeway = leeway
        self._limit = capacity // 2
        self._met: set[int] = set()
        self._young: dict[bytes, _Known] = {}
        self._old: dict[bytes, _Known] = {}

    def find(self, credentials: bytes, now: float) -> Principal | None:
        """The caller, if these very bytes were verified and their token still holds at `now`."""
        mark = credentials[-_MARK:]
        known = self._young.get(mark)
        if known is None:
            known = self._old.get(mark)
            if known is None:
                return None
            self._remember(mark, known)
        verified, not_before, expires, principal = known
        return principal if verified == credentials and not_before <= now < expires else None

    def keep(self, credentials: bytes, principal: Principal) -> None:
        """Remember a caller whose claims were checked, from the second time on that they come."""
        mark = credentials[-_MARK:]
        if not self._meets_again(hash(mark)):
            return
        claims: Any = principal.claims
        if not _IMMUTABLE.issuperset(map(type, claims.values())):
            return
        not_before = max(claims["iat"], claims.get("nbf", claims["iat"])) - self._leeway
        self._remember(mark, (credentials, not_before, claims["exp"] + self._leeway, principal))

    def _meets_again(self, mark: int) -> bool:
        # With more callers than places, remembering each at once would only replace those of others, and
        # keep the garbage collector busy.
        if mark in self._met:
            return True
        if len(self._met) >= self._limit:
            self._met.clear()
        self._met.add(mark)
        return False

    def _remember(self, mark: bytes, known: _Known) -> None:
        if len(self._young) >= self._limit:
            self._old, self._young = self._young, {}
        self._young[mark] = known

    def __len__(self) -> int:
        return len(self._young) + len(self._old)
