"""Who a token speaks for, once its key is known: its signature first, then its payload."""

from collections.abc import Callable
from types import MappingProxyType

from .claims import Policy, check_claims
from .errors import TokenInvalid
from .issued_payload import IssuedPayload
from .jws import parse_compact
from .key_ring import KeyRing
from .keys import Key
from .payload import read_payload
from .principal import Principal
from .sightings import Sightings
from .unmodified import check_unmodified


class TokenReader:
    """Reads the tokens for one API. One quick way for what the issuer writes, one strict way for the rest.

    :param ring: where the key came from, which may want to know.
    :param now: seconds since the epoch.
    :ivar unmodified: the tokens of an unmodified `jwt()` that were accepted.
    """

    __slots__ = ("_issued", "_now", "_policy", "_ring", "unmodified")

    def __init__(self, policy: Policy, ring: KeyRing, now: Callable[[], float]) -> None:
        self._policy = policy
        self._ring = ring
        self._now = now
        self._issued = IssuedPayload(policy)
        self.unmodified = Sightings("an unmodified jwt() plugin", "unset compatibility")

    def read(self, token: bytes, key: Key, *, is_unmodified: bool = False) -> Principal:
        """The caller of a token whose header names this key.

        :param is_unmodified: whether it is one of an unmodified `jwt()`.
        :raises TokenExpired: when expiry is the only fault.
        :raises TokenInvalid: for every other fault.
        """
        signing_input, _, signature = token.rpartition(b".")
        if not key.matches(signing_input, signature):
            parse_compact(token)
            raise TokenInvalid(f"signature: not made with key {key.kid}")
        payload = signing_input.partition(b".")[2]
        now = self._now()
        principal = None if is_unmodified else self._issued.read(payload, now)
        if principal is None:
            principal = self._read_strictly(payload, now, is_unmodified=is_unmodified)
        watched = self._ring.watched.get(key.kid)
        if watched is not None:
            watched.accepted(principal.claims, now)
        return principal

    def _read_strictly(self, payload: bytes, now: float, *, is_unmodified: bool) -> Principal:
        claims = read_payload(payload)
        check = check_unmodified if is_unmodified else check_claims
        user_id, session_id, scopes = check(claims, self._policy, now)
        if is_unmodified:
            self.unmodified.accepted(claims, now)
        return Principal(user_id, session_id, self._policy.issuer, scopes, MappingProxyType(claims))
